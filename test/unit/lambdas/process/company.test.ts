import { describe, expect, it } from '@jest/globals';
import { ALERTS_BATCH } from '../../../../core/contracts/alerts-batch';
import { createHandler, type ProcessHandlerDeps } from '../../../../lambdas/process/handler';
import { critical, processWorld } from '../../../support/builders/process-world';
import { aBatch, aRecord } from '../../../support/builders/queue-batch';
import { MemoryAlertsQueue } from '../../../support/fakes/memory-alerts-queue';

/** Process, and the alerts queue that it works on with so many alerts in it, all of them of one entity. */
async function busyWorld(waiting: number, bodyOf: (index: number) => object = () => ({})) {
  const world = processWorld();
  const queue = new MemoryAlertsQueue();
  for (let index = 0; index < waiting; index++)
    await queue.send(JSON.stringify(critical(1_000 + index, { message: `m${index}`, ...bodyOf(index) })));
  const deps: ProcessHandlerDeps = {
    ...world.deps,
    ledger: world.ledger,
    alertsInFlight: queue,
    fullBatch: ALERTS_BATCH,
  };
  /** Hands over a batch as Lambda does, and deletes what the function does not name. */
  const run = async (over: Partial<ProcessHandlerDeps> = {}, batch = ALERTS_BATCH, msLeft = () => 20_000) => {
    const given = queue.receive(batch);
    const records = given.map(({ messageId, body, receives }) => {
      const record = aRecord({ messageId, body });
      return { ...record, attributes: { ...record.attributes, ApproximateReceiveCount: String(receives) } };
    });
    const answer = await createHandler({ ...deps, ...over })(aBatch(...records), { getRemainingTimeInMillis: msLeft });
    const failed = answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    await queue.remove(given.filter(({ messageId }) => !failed.includes(messageId)).map(({ receipt }) => receipt));
    return failed;
  };
  return { ...world, queue, deps, run };
}

describe('process with more alerts waiting', () => {
  it('takes four receives more to go with a full batch, and writes the head of their entity once for all', async () => {
    const { run, queue, alerts, entities, log } = await busyWorld(60);
    await expect(run()).resolves.toEqual([]);
    expect(log.lines).toEqual([{ level: 'info', message: 'more alerts taken', fields: { count: 40 } }]);
    expect(alerts.rows.size).toBe(50);
    expect(queue.bodies).toHaveLength(10);
    // The first opens the incident and all others join it.
    expect(entities.stream).toHaveLength(1);
  });

  it('takes none to go with a batch that is not full: its alerts do not wait for company', async () => {
    const { run, queue, alerts } = await busyWorld(60);
    await run({}, ALERTS_BATCH - 1);
    expect({ takes: queue.takes, ended: alerts.rows.size }).toEqual({ takes: 0, ended: ALERTS_BATCH - 1 });
  });

  it('asks once when nothing more is waiting, and no more when a receive brought few', async () => {
    const alone = await busyWorld(ALERTS_BATCH);
    await alone.run();
    expect(alone.queue.takes).toBe(1);
    const few = await busyWorld(ALERTS_BATCH + 4);
    await few.run();
    expect({ takes: few.queue.takes, left: few.queue.bodies }).toEqual({ takes: 1, left: [] });
  });

  it.each([
    [2_000, 60, 50],
    [5_000, 60, 30],
    [20_000, 30, ALERTS_BATCH],
  ])(
    'takes no more when there is enough to do: bodies of %d bytes, %d waiting, %d at once',
    async (size, all, once) => {
      const { run, alerts } = await busyWorld(all, () => ({ summary: 'x'.repeat(size) }));
      await run();
      expect(alerts.rows.size).toBe(once);
    },
  );

  it('takes no more when its time is running out', async () => {
    const late = await busyWorld(60);
    await late.run({}, ALERTS_BATCH, () => 14_000);
    expect(late.queue.takes).toBe(0);
    const slow = await busyWorld(60);
    let left = 20_000;
    await slow.run({}, ALERTS_BATCH, () => (left -= 2_000));
    expect(slow.queue.takes).toBe(2);
  });

  it('takes none to go with a message that comes again: what ended a function in the middle would do so to more', async () => {
    const { run, queue } = await busyWorld(60);
    queue.receive(1);
    queue.lapse();
    await run();
    expect(queue.takes).toBe(0);
  });

  it('leaves what failed on the queue, of those it was given and those it took, and removes the others', async () => {
    const { deps, entities, queue, run, alerts } = await busyWorld(40, (index) => ({ entity_id: `e${index % 2}` }));
    await queue.send('no alert');
    const shaky = new Proxy(entities, {
      get: (target, name): unknown =>
        name === 'load'
          ? (integration: string, entity: string) =>
              entity === 'e1' ? Promise.reject(new Error('unreadable')) : entities.load(integration, entity)
          : Reflect.get(target, name),
    });
    const failed = await run({ entities: shaky });
    expect(failed).toEqual(['message-2', 'message-4', 'message-6', 'message-8', 'message-10']);
    expect(alerts.rows.size).toBe(20);
    expect(queue.bodies).toHaveLength(21);
    expect(queue.receive(50)).toEqual([]);
    queue.lapse();
    // What comes again has been received twice, and ends as soon as it can.
    expect(new Set(queue.receive(50).map(({ receives }) => receives))).toEqual(new Set([2]));
    queue.lapse();
    await run({ entities: deps.entities }, 50);
    expect(alerts.rows.size).toBe(40);
    expect(queue.bodies).toEqual(['no alert']);
  });

  it('works on a message once that it was given and took as well', async () => {
    const { run, queue, alerts, ledger } = await busyWorld(ALERTS_BATCH);
    const take = () => {
      queue.lapse();
      return queue.take();
    };
    await expect(run({ alertsInFlight: { take, remove: (receipts) => queue.remove(receipts) } })).resolves.toEqual([]);
    expect(alerts.rows.size).toBe(ALERTS_BATCH);
    expect(ledger.totals).toEqual({ AlertsCompleted: ALERTS_BATCH });
    expect(queue.bodies).toEqual([]);
  });

  it('does without when the queue can not be asked, and removes nothing that it does not have', async () => {
    const { run, queue, alerts, log } = await busyWorld(60);
    queue.failing = true;
    await expect(run()).resolves.toEqual([]);
    expect(alerts.rows.size).toBe(ALERTS_BATCH);
    expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
  });

  it('says so when messages could not be removed; they come again and change nothing', async () => {
    const { run, queue, alerts, entities, log } = await busyWorld(20);
    await run({ alertsInFlight: { take: () => queue.take(), remove: (receipts) => Promise.resolve(receipts.length) } });
    expect(log.lines.at(-1)).toMatchObject({ level: 'warn', fields: { count: 10 } });
    const incidents = () => [...entities.heads.values()].map(({ incident }) => incident);
    const [rows, before] = [new Map(alerts.rows), incidents()];
    queue.lapse();
    await run();
    expect(new Map(alerts.rows)).toEqual(rows);
    expect(incidents()).toEqual(before);
    expect(queue.bodies).toEqual([]);
  });
});
