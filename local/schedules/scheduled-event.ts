import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from '../assembly/names';

/**
 * What EventBridge gives a function that a rule runs on schedule, as JSON text.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-events.html
 */
export function scheduledEvent(ruleArn: string, now: Date): string {
  return JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: ACCOUNT,
    time: now.toISOString().replace(/\.\d+Z$/, 'Z'),
    region: REGION,
    resources: [ruleArn],
    detail: {},
  });
}
