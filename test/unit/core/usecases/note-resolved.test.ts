import { describe, expect, it } from '@jest/globals';
import { dispatchTransitions } from '../../../../core/usecases/dispatch-transitions';
import { aChange, aFoldedIncident, anIncident } from '../../../support/builders/outgoing';
import { OutgoingWorld } from '../../../support/builders/outgoing-world';

describe('dispatch', () => {
  it('notes resolved incidents together, each once, and no others', async () => {
    const world = await new OutgoingWorld().settle();
    const resolved = aFoldedIncident();
    await dispatchTransitions(world.dispatchDeps, [
      aChange(anIncident({ number: 5 })),
      aChange({ ...resolved, number: 7 }),
      aChange({ ...resolved, number: 7 }),
      aChange({ ...resolved, number: 9 }),
    ]);
    expect(world.resolved.noted).toEqual([{ account: resolved.account, numbers: [7, 9] }]);
  });

  it('notes nothing of what it has to dispatch again', async () => {
    const world = await new OutgoingWorld().settle();
    world.queue.send = () => Promise.reject(new Error('The queue is gone.'));
    await dispatchTransitions(world.dispatchDeps, [aChange(aFoldedIncident())]);
    expect(world.resolved.noted).toEqual([]);
  });

  it('tells the endpoints although the note fails', async () => {
    const world = await new OutgoingWorld().settle();
    world.resolved.failing = true;
    const progress = await dispatchTransitions(world.dispatchDeps, [aChange(aFoldedIncident())]);
    expect(progress).toEqual({ done: 1, deliveries: 3, stopped_by: null });
    expect(world.queue.messages).toHaveLength(3);
  });
});
