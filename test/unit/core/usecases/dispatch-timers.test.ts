import { describe, expect, it } from '@jest/globals';
import type { Service } from '../../../../core/contracts/resources';
import { dispatchTransitions } from '../../../../core/usecases/dispatch-transitions';
import { aChange, anIncident, anOutgoingIntegration, transitions } from '../../../support/builders/outgoing';
import { OutgoingWorld } from '../../../support/builders/outgoing-world';
import { aService } from '../../../support/builders/resources';

describe('dispatching where a service has timeouts', () => {
  const timed = aService({ auto_resolve_timeout: 3600, acknowledgement_timeout: 600 });

  async function aWorldWith(service: Service): Promise<OutgoingWorld> {
    const world = await new OutgoingWorld().settle();
    await world.resources.put('service', service);
    return world;
  }

  it('sets the timer of an opened incident, delayed as long as the queue can', async () => {
    const world = await aWorldWith(timed);
    const incident = anIncident();
    const progress = await dispatchTransitions(world.dispatchDeps, [aChange(incident)]);
    expect(progress).toEqual({ done: 1, deliveries: 1, stopped_by: null });
    const due = incident.transitions[0]!.at + 3_600_000_000;
    expect(world.timers.sent).toEqual([
      { timer: expect.objectContaining({ kind: 'auto_resolve', sequence: 1, due }), delay_seconds: 900 },
    ]);
  });

  it('sets it where nobody listens, too, and by the time that is left of it', async () => {
    const world = await aWorldWith(timed);
    await world.resources.remove('integration', anOutgoingIntegration());
    const acknowledged = anIncident({ status: 2, sequence: 2, transitions: transitions('triggered', 'acknowledged') });
    world.now = acknowledged.transitions[1]!.at + 100_000_000;
    await dispatchTransitions(world.dispatchDeps, [aChange(acknowledged, anIncident())]);
    expect(world.queue.messages).toEqual([]);
    expect(world.timers.sent).toMatchObject([{ timer: { kind: 'acknowledgement_timeout' }, delay_seconds: 500 }]);
  });

  it('sends nothing to the timers queue where a service has none', async () => {
    const world = await aWorldWith(aService());
    world.timers.send = () => Promise.reject(new Error('Nobody should have asked.'));
    expect(await dispatchTransitions(world.dispatchDeps, [aChange(anIncident())])).toMatchObject({ done: 1 });
  });

  it('has done nothing when the timers queue is gone, and does both again', async () => {
    const world = await aWorldWith(timed);
    world.timers.failing = true;
    const changes = [aChange(anIncident())];
    expect(await dispatchTransitions(world.dispatchDeps, changes)).toMatchObject({ done: 0, stopped_by: 'queue' });
    world.timers.failing = false;
    expect(await dispatchTransitions(world.dispatchDeps, changes)).toMatchObject({ done: 1 });
    expect(world.queue.messages).toHaveLength(1);
    expect(world.timers.sent).toHaveLength(1);
  });
});
