import { describe, expect, it } from '@jest/globals';
import { dispatchTransitions } from '../../../../core/usecases/dispatch-transitions';
import { deliver } from '../../../../core/usecases/deliver';
import { makeRedelivery } from '../../../../core/domain/webhook/redelivery';
import {
  aChange,
  aDeliveryMessage,
  aFoldedIncident,
  anOutgoingIntegration,
  TRIGGERED_AT,
} from '../../../support/builders/outgoing';
import { OutgoingWorld } from '../../../support/builders/outgoing-world';
import { accepted, critical, processWorld } from '../../../support/builders/process-world';
import { anIntegration } from '../../../support/builders/resources';
import { anAnswer, ScriptedSender } from '../../../support/fakes/scripted-sender';

describe('what process counts', () => {
  it('is each alert as it ended, in the minute it was accepted', async () => {
    const { send, ledger } = processWorld();
    await send(critical(1), accepted(2, { alert_type: 'critical' }));
    expect(ledger.unwritten).toEqual(['AlertsCompleted 1', 'AlertsFailed 1']);
  });

  it('is nothing of an alert that has to come again, and one end when it has', async () => {
    const { send, alerts, ledger } = processWorld();
    const store = alerts.store.bind(alerts);
    alerts.store = () => Promise.reject(new Error('throttled'));
    expect(await send(critical(1))).toHaveLength(1);
    expect(ledger.unwritten).toEqual([]);
    alerts.store = store;
    await send(critical(1));
    expect(ledger.unwritten).toEqual(['AlertsCompleted 1']);
  });

  it('is an alert whose row was there, too: who wrote it may have died before it could count it', async () => {
    const { send, ledger } = processWorld();
    await send(critical(1));
    ledger.flush();
    await send(critical(1));
    expect(ledger.unwritten).toEqual(['AlertsCompleted 1']);
  });

  it('is the request and not the elements of its body, nor the parts that it is cut into', async () => {
    const blocks = [{ set: { message: '{{item.title}}', entity_id: '{{item.title}}' } }];
    const each = anIntegration({ custom_mapping: { enabled: true, for_each: 'payload.alerts', blocks } });
    const { send, sent, ledger } = processWorld(each);
    const items = (count: number) => Array.from({ length: count }, (_, n) => ({ title: `alert ${n}` }));
    await send(accepted(1, { alerts: items(3) }));
    await send(accepted(2, { alerts: items(150) }));
    expect(sent).toHaveLength(2);
    await send(...sent);
    expect(ledger.unwritten).toEqual(['AlertsCompleted 1', 'AlertsCompleted 1']);
  });
});

describe('what dispatch counts', () => {
  const written_at = TRIGGERED_AT + 5_000_000;

  it('is each delivery, by the time that the stream has of the write', async () => {
    const world = await new OutgoingWorld().settle();
    await dispatchTransitions(world.dispatchDeps, [{ ...aChange(aFoldedIncident()), written_at }]);
    expect(world.ledger.unwritten).toEqual(['DeliveriesDue 1', 'DeliveriesDue 1', 'DeliveriesDue 1']);
    expect(world.queue.messages.map(({ booked_at }) => booked_at)).toEqual([written_at, written_at, written_at]);
  });

  it('is nothing of what could not be queued and is dispatched again', async () => {
    const world = await new OutgoingWorld().settle();
    world.queue.failing = true;
    await dispatchTransitions(world.dispatchDeps, [{ ...aChange(aFoldedIncident()), written_at }]);
    expect(world.ledger.unwritten).toEqual([]);
  });

  it('is nothing where the time of the write is not known, as in what redispatch reads', async () => {
    const world = await new OutgoingWorld().settle();
    await dispatchTransitions(world.dispatchDeps, [aChange(aFoldedIncident())]);
    expect(world.ledger.unwritten).toEqual([]);
    expect(world.queue.messages.every((message) => !('booked_at' in message))).toBe(true);
  });
});

describe('what deliver counts', () => {
  const message = aDeliveryMessage({ booked_at: TRIGGERED_AT });

  async function worldWith(...statuses: readonly number[]): Promise<OutgoingWorld> {
    const world = await new OutgoingWorld().settle();
    world.sender = new ScriptedSender(...statuses.map((status_code) => anAnswer({ status_code })));
    return world;
  }

  it('is a delivery that was delivered, once', async () => {
    const world = await worldWith(200);
    await deliver(world.deliverDeps, message);
    await deliver(world.deliverDeps, message);
    expect(world.ledger.unwritten).toEqual(['DeliveriesDelivered 1']);
  });

  it('is one that waits for its next attempt, until it has ended', async () => {
    const world = await worldWith(500, 500, 200);
    for (let attempt = 0; attempt < 3; attempt++) {
      await deliver(world.deliverDeps, message);
      world.now += 3_600_000_000;
    }
    expect(world.ledger.unwritten).toEqual(['DeliveriesPending 1', 'DeliveriesPending -1', 'DeliveriesDelivered 1']);
  });

  it('is one that is held back, and its end in the same minute when it goes out again from the table', async () => {
    const world = await worldWith(200);
    await world.resources.put('integration', anOutgoingIntegration({ is_enabled: false }));
    expect(await deliver(world.deliverDeps, message)).toMatchObject({ result: 'held' });
    await world.resources.put('integration', anOutgoingIntegration());
    const held = await world.deliveries.find(message.integration, message.id);
    await deliver(world.deliverDeps, makeRedelivery(held!, 'again'));
    world.ledger.flush();
    expect(world.ledger.totals).toEqual({ DeliveriesDelivered: 1 });
  });

  it('is one that fails for good', async () => {
    const world = await worldWith(410);
    await deliver(world.deliverDeps, message);
    expect(world.ledger.unwritten).toEqual(['DeliveriesFailed 1']);
  });

  it('is none that dispatch did not count: a test, or what endpoints are told of another', async () => {
    const world = await worldWith(200);
    await deliver(world.deliverDeps, aDeliveryMessage());
    expect(world.ledger.unwritten).toEqual([]);
  });
});
