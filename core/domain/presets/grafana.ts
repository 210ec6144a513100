import type { MappingPreset } from './preset';
import sample from './samples/grafana.json';
import { BY_SEVERITY_LABEL } from './severity-label';

/** Grafana unified alerting by webhook: one alert per element, bound by its fingerprint. */
export const grafana: MappingPreset = {
  name: 'grafana',
  title: 'Grafana Alerting',
  source:
    'https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/',
  setup:
    'In Grafana go to Alerting > Contact points > Add contact point, choose the integration Webhook, and enter as URL: {url} (method POST). Leave "Disable resolved message" off and "Max alerts" at 0. Then route alerts to it in a notification policy. The label severity decides the alert type: critical, error, warning or info; alerts without it are critical.',
  configuration: {
    custom_mapping: {
      enabled: true,
      for_each: 'payload.alerts',
      blocks: [
        {
          set: {
            message: '{{item.labels.alertname | default: "Grafana alert"}}',
            summary: '{{item.annotations.description}}',
            entity_id: '{{item.fingerprint}}',
            alert_type: BY_SEVERITY_LABEL,
            urls: [
              { link_url: '{{item.generatorURL}}', link_text: 'Rule' },
              { link_url: '{{item.dashboardURL}}', link_text: 'Dashboard' },
              { link_url: '{{item.panelURL}}', link_text: 'Panel' },
              { link_url: '{{item.silenceURL}}', link_text: 'Silence' },
              { link_url: '{{item.annotations.runbook_url}}', link_text: 'Runbook' },
            ],
          },
        },
        {
          when: { field: 'item.annotations.summary', op: 'is_not_empty' },
          set: { message: '{{item.labels.alertname | default: "Grafana alert"}}: {{item.annotations.summary}}' },
        },
        { when: { field: 'item.status', op: 'equals', value: 'resolved' }, set: { alert_type: 'resolved' } },
      ],
    },
  },
  sample,
};
