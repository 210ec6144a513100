import type { MappingPreset } from './preset';
import sample from './samples/prometheus-alertmanager.json';
import { BY_SEVERITY_LABEL } from './severity-label';

/** Alertmanager webhook, version 4: one alert per element, bound by its fingerprint; `severity` decides the type, critical where there is none. */
export const prometheusAlertmanager: MappingPreset = {
  name: 'prometheus-alertmanager',
  title: 'Prometheus Alertmanager',
  source: 'https://prometheus.io/docs/alerting/latest/configuration/#webhook_config',
  setup:
    'In alertmanager.yml add a receiver and route alerts to it:\nreceivers:\n  - name: tocsin\n    webhook_configs:\n      - url: {url}\n        send_resolved: true\nroute:\n  receiver: tocsin\nEvery alert of a group becomes one of its own, and resolves by itself. Leave max_alerts at 0, so that none is cut off. The label severity decides the alert type: critical, error, warning or info; alerts without it are critical.',
  configuration: {
    custom_mapping: {
      enabled: true,
      for_each: 'payload.alerts',
      blocks: [
        {
          set: {
            message: '{{item.labels.alertname | default: "Alert"}}',
            summary: '{{item.annotations.description}}',
            entity_id: '{{item.fingerprint}}',
            alert_type: BY_SEVERITY_LABEL,
            urls: [
              { link_url: '{{item.generatorURL}}', link_text: 'Prometheus' },
              { link_url: '{{payload.externalURL}}', link_text: 'Alertmanager' },
            ],
          },
        },
        {
          when: { field: 'item.labels.instance', op: 'is_not_empty' },
          set: { message: '{{item.labels.alertname | default: "Alert"}} on {{item.labels.instance}}' },
        },
        {
          when: { field: 'item.annotations.summary', op: 'is_not_empty' },
          set: { message: '{{item.annotations.summary}}' },
        },
        { when: { field: 'item.status', op: 'equals', value: 'resolved' }, set: { alert_type: 'resolved' } },
      ],
    },
  },
  sample,
};
