import { describe, expect, it } from '@jest/globals';
import type { ReleaseMessage } from '../../../../core/contracts/delivery';
import { holdDelivery } from '../../../../core/usecases/hold-delivery';
import { releaseBacklog, type ReleaseOutcome } from '../../../../core/usecases/release-backlog';
import { aDeliveryMessage, anOutgoingIntegration } from '../../../support/builders/outgoing';
import { OutgoingWorld } from '../../../support/builders/outgoing-world';
import { HEALTHY } from '../../../../core/domain/webhook/endpoint-health';

const SECOND = 1_000_000;

/** A delivery that one worker held back while another one noted an attempt and when the next is due. */
async function heldAndTried(due: number) {
  const world = await new OutgoingWorld().settle();
  const message = aDeliveryMessage();
  await world.deliveries.record(message, null, { status: 'pending', next_attempt_at: world.now + due, reason: null });
  await world.backlogs.add(message, world.now);
  await world.healths.save(message.integration, { ...HEALTHY, backlog: 'kept' });
  const { service, id: integration, account } = anOutgoingIntegration();
  const ask = { v: 1, kind: 'release', account, service, integration, nonce: '1' } as const;
  const pause = (milliseconds: number): Promise<void> => {
    world.now += milliseconds * 1_000;
    return Promise.resolve();
  };
  const release = () => releaseBacklog({ ...world.releaseDeps, pause }, ask, 1);
  return { world, message, release };
}

describe('releasing a backlog', () => {
  it('leaves a delivery alone that waits in the queue for its next attempt', async () => {
    const { world, release } = await heldAndTried(5 * SECOND);
    await expect(release()).resolves.toMatchObject({ result: 'later' });
    expect(world.queue.messages).toEqual([]);
  });

  it('sends a delivery whose attempt has long been due: no message of it can be left', async () => {
    const { world, message, release } = await heldAndTried(5 * SECOND);
    world.now += 3_600 * SECOND;
    await expect(release()).resolves.toMatchObject({ result: 'later' });
    expect(world.queue.messages.map(({ id }) => id)).toEqual([message.id]);
  });

  it('goes on for what is held back once it is noted, though the first release was over before', async () => {
    const world = await new OutgoingWorld().settle();
    const [delivered, next] = [aDeliveryMessage(), aDeliveryMessage({ id: '2222223sPGQPb3shHKcWRS', sequence: 2 })];
    await world.deliveries.record(delivered, null, { status: 'delivered', next_attempt_at: null, reason: null });
    const pause = (milliseconds: number): Promise<void> => {
      world.now += milliseconds * 1_000;
      return Promise.resolve();
    };
    const release = (ask: ReleaseMessage) => releaseBacklog({ ...world.releaseDeps, pause }, ask, 1);
    const quick: ReleaseOutcome[] = [];
    const askToRelease = async (ask: ReleaseMessage): Promise<void> => {
      // The first comes out of the queue at once, and finds that another worker has delivered what was to be held back.
      if (quick.length === 0) quick.push(await release(ask));
      else await world.queue.askToRelease(ask);
    };
    const { deliveries, healths, backlogs } = world;
    const deps = { deliveries, healths, backlogs, clock: () => world.now, deliveriesQueue: { askToRelease } };
    for (const message of [delivered, next])
      await holdDelivery(deps, { message, reason: 'Held back.', isEnabled: true });
    expect(quick).toEqual([{ result: 'ended' }]);
    for (const ask of world.queue.releases) await release(ask);
    expect(world.queue.messages.map(({ id }) => id)).toEqual([next.id]);
  });
});
