import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STATUS, type Incident } from '../../../../core/contracts/incident';
import type { Service } from '../../../../core/contracts/resources';
import type { TimerMessage } from '../../../../core/contracts/timer';
import type { OperationKind } from '../../../../core/domain/binding/operation';
import { setTimers } from '../../../../core/domain/timers/set-timers';
import { bindEntities } from '../../../../core/usecases/process/bind-entities';
import { runTimer } from '../../../../core/usecases/run-timer';
import { freshIncident } from '../../../support/builders/fresh-incidents';
import { MemoryEntities } from '../../../support/fakes/memory-entities';
import { MemoryIncidentNumbers } from '../../../support/fakes/memory-incident-numbers';
import { MemoryTimersQueue } from '../../../support/fakes/memory-timers-queue';

const START = 1_789_000_000_000_000;
const SECOND = 1_000_000;
const INTEGRATION = '6f1e7a52-0a7e-4d0a-9a2f-4d1b9a1c0f11';
const opening = freshIncident();

type Timeouts = Pick<Service, 'auto_resolve_timeout' | 'acknowledgement_timeout'>;

/** Entities, the timers queue and a clock that only moves when it is told to. */
class World {
  now = START;
  /** How many writes of the stream have set their timers. */
  private dispatched = 0;
  readonly entities = new MemoryEntities();
  readonly timersQueue = new MemoryTimersQueue();
  readonly incidentNumbers = new MemoryIncidentNumbers();
  /** What waits in the queue, with the time from which it is seen. */
  waiting: { readonly timer: TimerMessage; readonly from: number }[] = [];

  constructor(private readonly timeouts: Timeouts) {}

  get latest(): Incident {
    return [...this.entities.heads.values()][0]!.incident!;
  }

  async alert(kind: OperationKind, at = this.now): Promise<void> {
    const operations = [{ kind, at, trace_id: `${kind}@${at}`, opening }];
    const group = { account: opening.account, integration: INTEGRATION, entity_id: 'disk', operations };
    const { failures } = await bindEntities(this, [group]);
    if (failures.length > 0) throw new Error('The alert was not bound.');
    await this.dispatch();
  }

  run(timer: TimerMessage) {
    return runTimer({ entities: this.entities, timersQueue: this.timersQueue, clock: () => this.now }, timer);
  }

  /** Lets the time pass in steps of a second, with whatever the queue brings, each message twice if wanted. */
  async pass(seconds: number, times = 1): Promise<void> {
    for (const end = this.now + seconds * SECOND; this.now <= end; this.now += SECOND) {
      const seen = this.waiting.filter(({ from }) => from <= this.now);
      this.waiting = this.waiting.filter(({ from }) => from > this.now);
      for (const { timer } of seen) for (let n = 0; n < times; n++) await this.run(timer);
      await this.dispatch();
    }
  }

  /** Sets the timers of new transitions, as dispatch does, and takes over what was sent. */
  private async dispatch(): Promise<void> {
    const { stream } = this.entities;
    for (; this.dispatched < stream.length; this.dispatched++) {
      const { before, after, transitioned } = stream[this.dispatched]!;
      if (!transitioned || after.incident === null) continue;
      const known = before?.incident?.ordinal === after.incident.ordinal ? before.incident.sequence : 0;
      const fresh = after.incident.transitions.filter(({ sequence }) => sequence > known);
      const timers = setTimers(after.incident, fresh, this.timeouts);
      await this.timersQueue.send(timers.map((timer) => ({ timer, delay_seconds: 0 })));
    }
    const sent = this.timersQueue.drain();
    this.waiting.push(...sent.map(({ timer, delay_seconds }) => ({ timer, from: this.now + delay_seconds * SECOND })));
  }

  /** Types of all transitions that were written, with the second in which they happened. */
  get told(): readonly string[] {
    return this.entities.stream
      .filter(({ transitioned }) => transitioned)
      .flatMap(({ after }) => after.incident!.transitions)
      .map(({ type, at }) => `${type} ${Math.round((at - START) / SECOND)}`);
  }
}

const RESOLVING: Timeouts = { auto_resolve_timeout: 3600, acknowledgement_timeout: 0 };
const RETURNING: Timeouts = { auto_resolve_timeout: 0, acknowledgement_timeout: 2000 };

describe('the timer that resolves an incident', () => {
  it('does so when it is due, once, though no message waits longer than a quarter of an hour', async () => {
    const world = new World(RESOLVING);
    await world.alert('trigger');
    await world.pass(3500);
    expect(world.told).toEqual(['triggered 0']);
    expect(world.waiting).toHaveLength(1);
    await world.pass(200);
    expect(world.told).toEqual(['triggered 0', 'resolved 3600']);
    expect(world.waiting).toEqual([]);
  });

  it('does so once, however often its message comes', async () => {
    const world = new World({ ...RESOLVING, auto_resolve_timeout: 5 });
    await world.alert('trigger');
    await world.pass(20, 2);
    expect(world.told).toEqual(['triggered 0', 'resolved 5']);
    expect(world.latest.sequence).toBe(2);
  });

  it('resolves with it what joined the incident meanwhile, and an alert that was accepted before does not open it again', async () => {
    const world = new World({ ...RESOLVING, auto_resolve_timeout: 5 });
    await world.alert('trigger');
    await world.pass(3);
    await world.alert('trigger');
    await world.pass(10);
    await world.alert('trigger', START + 5 * SECOND - 1);
    expect(world.told).toEqual(['triggered 0', 'resolved 5']);
  });

  it('leaves the queue, at the next look, when the incident was resolved before', async () => {
    const world = new World(RESOLVING);
    await world.alert('trigger');
    await world.pass(1);
    await world.alert('resolve');
    await world.pass(901);
    expect(world.waiting).toEqual([]);
    await world.pass(3600);
    expect(world.told).toEqual(['triggered 0', 'resolved 2']);
  });

  it('does not touch the next incident of the entity, which has a timer of its own', async () => {
    const world = new World({ ...RESOLVING, auto_resolve_timeout: 100 });
    await world.alert('trigger');
    await world.pass(49);
    await world.alert('resolve');
    await world.pass(9);
    await world.alert('trigger');
    await world.pass(60);
    expect(world.latest).toMatchObject({ ordinal: 2, status: STATUS.triggered });
    await world.pass(100);
    expect(world.told).toEqual(['triggered 0', 'resolved 50', 'triggered 60', 'resolved 160']);
  });

  it('tries again a second later when an alert from a machine with a faster clock keeps the incident open', async () => {
    const world = new World({ ...RESOLVING, auto_resolve_timeout: 5 });
    await world.alert('trigger');
    await world.alert('trigger', START + 5.5 * SECOND);
    await world.pass(10);
    expect(world.told).toEqual(['triggered 0', 'resolved 6']);
  });

  it('is over where its incident is not', async () => {
    const world = new World(RESOLVING);
    await world.alert('trigger');
    const { timer } = world.waiting[0]!;
    world.now += 4000 * SECOND;
    const number = { incident: { ...timer.incident, incident_number: 99 } };
    expect(await world.run({ ...timer, ...number })).toBe('over');
    expect(await world.run({ ...timer, entity_id_hash: 'nowhere' })).toBe('over');
    expect(await world.run({ ...timer, entity_id_hash: 'nowhere', due: world.now + 1 })).toBe('over');
    expect(world.told).toEqual(['triggered 0']);
    expect(await world.run(timer)).toBe('done');
  });

  it('throws, to be brought again, when the table or the queue is away', async () => {
    const world = new World(RESOLVING);
    await world.alert('trigger');
    const { timer } = world.waiting[0]!;
    world.timersQueue.failing = true;
    await expect(world.run(timer)).rejects.toThrow('The queue is gone.');
    world.now += 4000 * SECOND;
    world.entities.save = () => Promise.reject(new Error('throttled'));
    await expect(world.run(timer)).rejects.toThrow('throttled');
  });
});

describe('the timer that returns an acknowledged incident', () => {
  it('does so when the acknowledge is old enough, and each acknowledge has its own', async () => {
    const world = new World(RETURNING);
    await world.alert('trigger');
    await world.pass(9);
    await world.alert('acknowledge');
    await world.pass(2500);
    expect(world.told).toEqual(['triggered 0', 'acknowledged 10', 'triggered 2010']);
    expect(world.latest).toMatchObject({ status: STATUS.triggered, acknowledged_at: null });
    await world.alert('acknowledge');
    await world.pass(2500);
    expect(world.told.slice(3)).toEqual(['acknowledged 2511', 'triggered 4511']);
  });

  it('does nothing to an incident that was resolved, nor to an acknowledge that is not its own', async () => {
    const world = new World(RETURNING);
    await world.alert('trigger');
    await world.alert('acknowledge');
    await world.pass(100);
    await world.alert('resolve');
    await world.alert('trigger', world.now + 1);
    await world.pass(50);
    await world.alert('acknowledge');
    await world.pass(1960);
    expect(world.latest).toMatchObject({ ordinal: 2, status: STATUS.acknowledged });
    await world.pass(100);
    expect(world.latest).toMatchObject({ ordinal: 2, status: STATUS.triggered });
  });

  it('is not undone by an acknowledge that was accepted before and comes late', async () => {
    const world = new World(RETURNING);
    await world.alert('trigger');
    await world.alert('acknowledge');
    await world.pass(2100);
    await world.alert('acknowledge', START + 1990 * SECOND);
    expect(world.latest.status).toBe(STATUS.triggered);
  });
});

describe('timers and alerts together', () => {
  it('leave no incident open longer than its timeout and tell each transition once, however messages are doubled', async () => {
    const kind = fc.constantFrom<OperationKind>('trigger', 'trigger', 'acknowledge', 'resolve');
    const story = fc.array(fc.record({ kind, wait: fc.integer({ min: 0, max: 40 }) }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(story, fc.constantFrom(1, 2, 3), async (steps, times) => {
        const world = new World({ auto_resolve_timeout: 60, acknowledgement_timeout: 25 });
        await world.alert('trigger');
        for (const { kind, wait } of steps) {
          await world.alert(kind, world.now + 1);
          await world.pass(wait, times);
        }
        await world.pass(100, times);
        expect(world.latest.status).toBe(STATUS.resolved);
        expect(world.waiting).toEqual([]);
        for (const { after } of world.entities.stream) {
          const { created_at, resolved_at, acknowledged_at } = after.incident!;
          expect((resolved_at ?? created_at) - created_at).toBeLessThan(62 * SECOND);
          const until = resolved_at ?? acknowledged_at ?? 0;
          expect(until - (acknowledged_at ?? until)).toBeLessThan(27 * SECOND);
        }
      }),
      { numRuns: 100 },
    );
  });
});
