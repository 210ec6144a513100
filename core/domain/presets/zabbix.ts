import type { MappingPreset } from './preset';
import sample from './samples/zabbix.json';

/** A Zabbix media type of type webhook that posts its parameters. A recovery carries the id of the problem it ends, so both are bound by it. */
export const zabbix: MappingPreset = {
  name: 'zabbix',
  title: 'Zabbix',
  source: 'https://www.zabbix.com/documentation/current/en/manual/appendix/macros/supported_by_location',
  setup:
    "In Zabbix go to Alerts > Media types > Create media type, choose the type Webhook, and enter these parameters:\nURL: {url}\nEventID: {EVENT.ID}\nEventName: {EVENT.NAME}\nEventValue: {EVENT.VALUE}\nEventUpdate: {EVENT.UPDATE.STATUS}\nEventAck: {EVENT.ACK.STATUS}\nSeverity: {EVENT.SEVERITY}\nHost: {HOST.NAME}\nOpdata: {EVENT.OPDATA}\nTriggerID: {TRIGGER.ID}\nMessage: {ALERT.MESSAGE}\nand this script:\nvar params = JSON.parse(value), request = new HttpRequest();\nrequest.addHeader('Content-Type: application/json');\nvar answer = request.post(params.URL, value);\nif (request.getStatus() !== 200) { throw 'Tocsin answered ' + request.getStatus(); }\nreturn answer;\nUnder Message templates add Problem, Problem recovery and Problem update. Give the media type to a user, and let an action with recovery and update operations notify that user.",
  configuration: {
    custom_mapping: {
      enabled: true,
      blocks: [
        {
          set: {
            message: '{{payload.EventName}}',
            summary: '{{payload.Host}}: {{payload.Opdata}}\n{{payload.Message}}',
            entity_id: '{{payload.EventID}}',
            alert_type: {
              key: 'payload.Severity',
              values: {
                Disaster: 'critical',
                High: 'critical',
                Average: 'error',
                Warning: 'warning',
                Information: 'info',
                'Not classified': 'info',
              },
              default: 'critical',
            },
          },
        },
        // An update may be a comment or another severity as well; it acknowledges if the problem is acknowledged after it.
        { when: { field: 'payload.EventUpdate', op: 'equals', value: '1' }, set: { alert_type: 'info' } },
        {
          when: {
            all: [
              { field: 'payload.EventUpdate', op: 'equals', value: '1' },
              { field: 'payload.EventAck', op: 'equals', value: 'Yes' },
            ],
          },
          set: { alert_type: 'acknowledged' },
        },
        { when: { field: 'payload.EventValue', op: 'equals', value: '0' }, set: { alert_type: 'resolved' } },
      ],
    },
  },
  sample,
};
