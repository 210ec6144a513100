import type { MappingPreset } from './preset';
import sample from './samples/uptime-kuma.json';

/** Uptime Kuma webhook (application/json): status 0 is down, 1 up, 2 pending, 3 maintenance. Bound by the id of the monitor. */
export const uptimeKuma: MappingPreset = {
  name: 'uptime-kuma',
  title: 'Uptime Kuma',
  source: 'https://github.com/louislam/uptime-kuma/blob/master/server/notification-providers/webhook.js',
  setup:
    'In Uptime Kuma go to Settings > Notifications > Setup Notification, choose the type Webhook, enter as Post URL: {url} and choose the request body Preset - application/json. Enable it for the monitors it is meant for.',
  configuration: {
    custom_mapping: {
      enabled: true,
      blocks: [
        {
          set: {
            message: '{{payload.msg}}',
            summary: '{{payload.heartbeat.msg}}',
            entity_id: 'uptime-kuma',
            alert_type: 'info',
          },
        },
        {
          when: { field: 'payload.monitor.id', op: 'exists' },
          set: {
            message: '{{payload.monitor.name}} is down',
            entity_id: '{{payload.monitor.id}}',
            alert_type: {
              key: 'payload.heartbeat.status',
              values: { '0': 'critical', '1': 'resolved', '2': 'warning', '3': 'info' },
              default: 'info',
            },
            urls: [{ link_url: '{{payload.monitor.url}}', link_text: '{{payload.monitor.name}}' }],
          },
        },
        {
          when: { field: 'payload.heartbeat.status', op: 'equals', value: '1' },
          set: { message: '{{payload.monitor.name}} is up' },
        },
        {
          when: {
            all: [
              { field: 'payload.monitor.id', op: 'exists' },
              { field: 'payload.heartbeat.status', op: 'not_in', value: ['0', '1'] },
            ],
          },
          set: { message: '{{payload.msg}}' },
        },
      ],
    },
  },
  sample,
};
