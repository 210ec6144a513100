import type { MappingPreset } from './preset';
import sample from './samples/cloudwatch-sns.json';

/** CloudWatch alarms as SNS carries them over HTTPS: the alarm is JSON text inside of the notification. Bound by the ARN of the alarm. */
export const cloudwatchSns: MappingPreset = {
  name: 'cloudwatch-sns',
  title: 'Amazon CloudWatch alarm through SNS',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html',
  setup:
    'In Amazon SNS create a topic, and a subscription of it with the protocol HTTPS and the endpoint {url}; leave raw message delivery off. The subscription is confirmed by itself. In CloudWatch let the alarm notify that topic for the states In alarm and OK, so that its incident resolves.',
  configuration: {
    custom_mapping: {
      enabled: true,
      parse_json: ['payload.Message'],
      blocks: [
        {
          set: {
            message: '{{payload.Subject | default: "SNS notification"}}',
            summary: '{{payload.Message}}',
            entity_id: '{{payload.MessageId}}',
            alert_type: 'info',
          },
        },
        {
          when: { field: 'payload.Message.AlarmName', op: 'exists' },
          set: {
            message: '{{payload.Message.AlarmName}} ({{payload.Message.Region}})',
            summary: '{{payload.Message.AlarmDescription}} {{payload.Message.NewStateReason}}',
            entity_id: '{{payload.Message.AlarmArn}}',
            alert_type: {
              key: 'payload.Message.NewStateValue',
              values: { ALARM: 'critical', OK: 'resolved', INSUFFICIENT_DATA: 'warning' },
              default: 'info',
            },
          },
        },
      ],
    },
  },
  sample,
};
