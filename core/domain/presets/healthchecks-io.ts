import type { MappingPreset } from './preset';
import sample from './samples/healthchecks-io.json';

/** Healthchecks.io webhooks, whose bodies the user writes with placeholders. Bound by the code of the check. */
export const healthchecksIo: MappingPreset = {
  name: 'healthchecks-io',
  title: 'Healthchecks.io',
  source: 'https://github.com/healthchecks/healthchecks/blob/master/hc/integrations/webhook/transport.py',
  setup:
    'In Healthchecks.io go to Integrations > Webhook > Add Integration. For both "when a check goes down" and "when a check goes up" choose POST, the URL {url}, the request header Content-Type: application/json, and the request body:\n{"name":$NAME_JSON,"status":"$STATUS","code":"$CODE","now":"$NOW","check":$JSON}\n($NAME_JSON and $JSON bring their own quotation marks; $NAME and $TAGS would break the JSON of a check whose name holds one.)',
  configuration: {
    custom_mapping: {
      enabled: true,
      blocks: [
        {
          set: {
            message: '{{payload.name | default: "A check"}} is {{payload.status}}',
            summary: '{{payload.check.desc}}\nSince {{payload.now}}. Tags: {{payload.check.tags}}',
            entity_id: '{{payload.code}}',
            alert_type: { key: 'payload.status', values: { down: 'critical', up: 'resolved' }, default: 'info' },
          },
        },
      ],
    },
  },
  sample,
};
