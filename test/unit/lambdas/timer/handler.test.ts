import { describe, expect, it } from '@jest/globals';
import { createHandler } from '../../../../lambdas/timer/handler';
import { STATUS } from '../../../../core/contracts/incident';
import { setTimers } from '../../../../core/domain/timers/set-timers';
import { freshIncident } from '../../../support/builders/fresh-incidents';
import { aHead } from '../../../support/builders/incident';
import { aBatch, aRecord } from '../../../support/builders/queue-batch';
import { MemoryEntities } from '../../../support/fakes/memory-entities';
import { MemoryLog } from '../../../support/fakes/memory-log';
import { MemoryTimersQueue } from '../../../support/fakes/memory-timers-queue';

async function world() {
  const incident = freshIncident();
  const entities = new MemoryEntities();
  await entities.save(aHead(incident), true);
  const timeouts = { auto_resolve_timeout: 60, acknowledgement_timeout: 0 };
  const [timer] = setTimers(incident, incident.transitions, timeouts);
  const timersQueue = new MemoryTimersQueue();
  const log = new MemoryLog();
  const run = async (now: number, ...bodies: readonly unknown[]) => {
    const handler = createHandler({ entities, timersQueue, log, clock: () => now });
    const records = bodies.map((body, index) => aRecord({ messageId: `m${index}`, body: JSON.stringify(body) }));
    const { batchItemFailures } = await handler(aBatch(...records));
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  return { incident, entities, timer: timer!, timersQueue, log, run };
}

describe('timer', () => {
  it('changes the incident of a timer that is due, once for two equal messages', async () => {
    const { entities, timer, run } = await world();
    expect(await run(timer.due, timer, timer)).toEqual([]);
    expect(entities.stream).toHaveLength(2);
    expect(entities.stream[1]?.after.incident?.status).toBe(STATUS.resolved);
  });

  it('puts a timer that is not due back for the rest of its time', async () => {
    const { entities, timer, timersQueue, run } = await world();
    expect(await run(timer.due - 1_500_000, timer)).toEqual([]);
    expect(timersQueue.sent).toEqual([{ timer, delay_seconds: 2 }]);
    expect(entities.stream).toHaveLength(1);
  });

  it('keeps the message of a timer that failed, and of what is no timer, and goes on with the others', async () => {
    const { entities, timer, timersQueue, log, run } = await world();
    timersQueue.failing = true;
    const waiting = { ...timer, due: timer.due + 1 };
    expect(await run(timer.due, waiting, { v: 1, kind: 'unheard of' }, timer)).toEqual(['m0', 'm1']);
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(2);
    expect(entities.stream).toHaveLength(2);
  });
});
