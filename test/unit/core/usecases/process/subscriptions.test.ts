import { describe, expect, it } from '@jest/globals';
import { aSubscriptionConfirmation } from '../../../../support/builders/sns';
import { accepted, critical, processWorld } from '../../../../support/builders/process-world';

describe('a body that asks to confirm a subscription', () => {
  it('ends a confirmation of a subscription as completed, without an alert, when it was confirmed', async () => {
    const { send, alerts, errors, entities } = processWorld();
    const body = accepted(1, { ...aSubscriptionConfirmation({ TopicArn: 'ours' }) });
    expect(await send(body)).toEqual([]);
    expect(alerts.rows.get(body.trace_id)).toMatchObject({
      outcome: { status: 'completed', incident: null, reason: 'About ours.' },
      alert: null,
      body: null,
      explain: [{ step: 'subscription', matched: true, reason: 'About ours.' }],
    });
    expect([errors.rows.size, entities.heads.size]).toEqual([0, 0]);
  });

  it('ends it as failed, kept with its body and listed, when it was refused', async () => {
    const { send, alerts, errors } = processWorld();
    const body = accepted(1, { ...aSubscriptionConfirmation({ TopicArn: 'theirs' }) });
    expect(await send(body)).toEqual([]);
    expect(alerts.rows.get(body.trace_id)).toMatchObject({
      outcome: { status: 'failed', error: 'About theirs.' },
      body: body.body,
    });
    expect([...errors.rows.values()]).toMatchObject([{ kind: 'failed', reason: 'About theirs.' }]);
  });

  it('asks for it again when it could not be confirmed for now, and lets the others through', async () => {
    const { send, deps, alerts } = processWorld();
    Object.assign(deps, { confirmSubscription: () => Promise.reject(new Error('timed out')) });
    const body = accepted(1, { ...aSubscriptionConfirmation() });
    const other = critical(2);
    expect(await send(body, other)).toEqual([body.trace_id]);
    expect([...alerts.rows.keys()]).toEqual([other.trace_id]);
  });
});
