import type { MappingPreset } from './preset';
import sample from './samples/datadog.json';

/** Datadog webhooks, whose body the user writes with variables. Bound by the key of an alert's cycle, from triggered to recovered. */
export const datadog: MappingPreset = {
  name: 'datadog',
  title: 'Datadog',
  source: 'https://docs.datadoghq.com/integrations/webhooks/',
  setup:
    'In Datadog go to Integrations > Webhooks > New, enter as URL: {url} and as payload:\n{"title":"$EVENT_TITLE","body":"$TEXT_ONLY_MSG","transition":"$ALERT_TRANSITION","alert_id":"$ALERT_ID","cycle_key":"$ALERT_CYCLE_KEY","priority":"$ALERT_PRIORITY","hostname":"$HOSTNAME","tags":"$TAGS","link":"$LINK","date":"$DATE","org":{"id":"$ORG_ID","name":"$ORG_NAME"}}\nThen name the webhook (@webhook-tocsin) in the messages of your monitors, outside of conditions, so that recoveries are sent as well.',
  configuration: {
    custom_mapping: {
      enabled: true,
      blocks: [
        {
          set: {
            message: '{{payload.title}}',
            summary: '{{payload.body}}',
            entity_id: '{{payload.cycle_key}}',
            alert_type: {
              key: 'payload.transition',
              values: {
                Triggered: 'critical',
                'Re-Triggered': 'critical',
                Warn: 'warning',
                'Re-Warn': 'warning',
                'No Data': 'error',
                'Re-No Data': 'error',
                Recovered: 'resolved',
                Renotify: 'critical',
              },
              default: 'info',
            },
            urls: [{ link_url: '{{payload.link}}', link_text: 'Datadog' }],
          },
        },
      ],
    },
  },
  sample,
};
