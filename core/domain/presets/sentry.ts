import type { MappingPreset } from './preset';
import sample from './samples/sentry.json';

/** Sentry's integration platform: issue alerts open, the issue's own changes acknowledge and resolve, metric alerts do both. Bound by the issue or the metric alert. */
export const sentry: MappingPreset = {
  name: 'sentry',
  title: 'Sentry',
  source: 'https://docs.sentry.io/organization/integrations/integration-platform/webhooks/',
  setup:
    'In Sentry go to Settings > Developer Settings > Create New Integration > Internal Integration, enter as Webhook URL: {url}, switch Alert Rule Action on, give it Read permission for Issue & Event, and tick the webhook issue. Then choose the integration as an action of your alert rules. Alert rules open incidents; assigning an issue acknowledges, resolving or archiving it resolves.',
  configuration: {
    custom_mapping: {
      enabled: true,
      blocks: [
        { set: { message: 'Sentry: {{payload.action}}', alert_type: 'info' } },
        {
          when: { field: 'payload.data.event.issue_id', op: 'exists' },
          set: {
            message: '{{payload.data.event.title | default: "Sentry issue"}}',
            summary: '{{payload.data.event.culprit}} ({{payload.data.triggered_rule}})',
            entity_id: 'issue {{payload.data.event.issue_id}}',
            alert_type: {
              key: 'payload.data.event.level',
              values: {
                fatal: 'critical',
                error: 'critical',
                warning: 'warning',
                info: 'info',
                debug: 'info',
                sample: 'info',
              },
              default: 'critical',
            },
            urls: [{ link_url: '{{payload.data.event.web_url}}', link_text: 'Sentry' }],
          },
        },
        {
          when: { field: 'payload.data.issue.id', op: 'exists' },
          set: {
            message: '{{payload.data.issue.title | default: "Sentry issue"}}',
            summary: '{{payload.data.issue.shortId}} {{payload.data.issue.culprit}}',
            entity_id: 'issue {{payload.data.issue.id}}',
            alert_type: {
              key: 'payload.action',
              values: { resolved: 'resolved', archived: 'resolved', ignored: 'resolved', assigned: 'acknowledged' },
              default: 'info',
            },
            urls: [{ link_url: '{{payload.data.issue.web_url}}', link_text: 'Sentry' }],
          },
        },
        {
          when: { field: 'payload.data.metric_alert.id', op: 'exists' },
          set: {
            message: '{{payload.data.description_title | default: "Sentry metric alert"}}',
            summary: '{{payload.data.description_text}}',
            entity_id: 'metric {{payload.data.metric_alert.id}}',
            alert_type: {
              key: 'payload.action',
              values: { critical: 'critical', warning: 'warning', resolved: 'resolved' },
              default: 'info',
            },
            urls: [{ link_url: '{{payload.data.web_url}}', link_text: 'Sentry' }],
          },
        },
      ],
    },
  },
  sample,
};
