import type { MappingPreset } from './preset';
import sample from './samples/healthchecks-io.json';

/** Healthchecks.io webhooks, whose bodies the user writes with placeholders. Bound by the code of the check. */
export const healthchecksIo: MappingPreset = {
  name: 'healthchecks-io',
  title: 'Healthchecks.io',
  setup:
    'In Healthchecks.io go to Integrations > Webhook > Add Integration. For both "when a check goes down" and "when a check goes up" choose POST, the URL {url}, the request header Content-Type: application/json, and the request body:\n{"name":"$NAME","status":"$STATUS","code":"$CODE","tags":"$TAGS","now":"$NOW"}',
  configuration: {
    custom_mapping: {
      enabled: true,
      blocks: [
        {
          set: {
            message: '{{payload.name | default: "A check"}} is {{payload.status}}',
            summary: 'Since {{payload.now}}. Tags: {{payload.tags}}',
            entity_id: '{{payload.code}}',
            alert_type: { key: 'payload.status', values: { down: 'critical', up: 'resolved' }, default: 'info' },
          },
        },
      ],
    },
  },
  sample,
};
