import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STATUS, type EntityHead } from '../../../../../core/contracts/incident';
import { bind, newHead, type Binding } from '../../../../../core/domain/binding/bind';
import { MAX_TRIGGERS } from '../../../../../core/domain/binding/memory';
import {
  compareOperations,
  operationKind,
  type Operation,
  type OperationKind,
} from '../../../../../core/domain/binding/operation';

const opening = {
  account: 'ab1cd',
  team: 't',
  service: 's',
  title: 'Disk full',
  summary: '',
  urgency: 1,
  escalation_policy: null,
  priority: null,
  sla: null,
  tags: [],
  assigned_to: null,
  settings: null,
  muted_endpoints: [],
} as const;

const operation = (kind: OperationKind, at: number, trace_id = `${kind}@${at}`): Operation => ({
  kind,
  at,
  trace_id,
  opening,
});

interface Story {
  readonly head: EntityHead;
  readonly bindings: readonly Binding[];
  /** `ordinal:type` of every transition in the order written. */
  readonly told: readonly string[];
}

/** Applies batches one after another as process does: each write's rest goes into the next write. */
function run(batches: readonly (readonly Operation[])[]): Story {
  let head = newHead('ab1cd', 'i', 'e');
  const bindings: Binding[] = [];
  const told: string[] = [];
  for (const batch of batches) {
    let rest = batch;
    while (rest.length > 0) {
      const decision = bind(head, rest);
      expect(decision.rest.length).toBeLessThan(rest.length);
      bindings.push(...decision.bindings);
      const seen = head.incident?.ordinal === decision.head.incident?.ordinal ? (head.incident?.sequence ?? 0) : 0;
      for (const { sequence, type } of decision.transitioned ? (decision.head.incident?.transitions ?? []) : [])
        if (sequence > seen) told.push(`${decision.head.incident!.ordinal}:${type}`);
      head = decision.head;
      rest = decision.rest;
    }
  }
  return { head, bindings, told };
}

const states = ['none', 'triggered', 'acknowledged', 'resolved'] as const;
function stateOf(head: EntityHead): (typeof states)[number] {
  return states[head.incident?.status ?? 0];
}

/** The contract's table (§2.1) taken literally, one operation after another in accept-time order. */
function model(operations: readonly Operation[]): { open: boolean; acknowledged: boolean; opened: number } {
  const unique = new Map(operations.map((op) => [op.trace_id, op]));
  const state = { open: false, acknowledged: false, opened: 0 };
  for (const { kind } of [...unique.values()].sort(compareOperations)) {
    if (kind === 'trigger' && !state.open)
      Object.assign(state, { open: true, acknowledged: false, opened: state.opened + 1 });
    else if (kind === 'acknowledge' && state.open) state.acknowledged = true;
    else if (kind === 'resolve') state.open = false;
  }
  return state;
}

const operations = fc
  .array(
    fc.tuple(
      fc.constantFrom<OperationKind>('trigger', 'acknowledge', 'resolve', 'append'),
      fc.integer({ min: 1, max: 40 }),
    ),
    {
      minLength: 1,
      maxLength: MAX_TRIGGERS,
    },
  )
  .map((list) => list.map(([kind, at], index) => operation(kind, at, `t${index}`)));

/** Any arrival: shuffled, some delivered twice, cut into batches anywhere. */
const arrival = operations.chain((list) =>
  fc
    .tuple(
      fc.shuffledSubarray(list, { minLength: list.length }),
      fc.subarray(list),
      fc.infiniteStream(fc.integer({ min: 1, max: 4 })),
    )
    .chain(([shuffled, again, cuts]) =>
      fc.shuffledSubarray([...shuffled, ...again], { minLength: shuffled.length + again.length }).map((all) => {
        const batches: Operation[][] = [];
        for (let i = 0; i < all.length;) {
          const size = Number(cuts.next().value);
          batches.push(all.slice(i, i + size));
          i += size;
        }
        return { list, batches };
      }),
    ),
);

describe('binding alerts of one entity', () => {
  it('opens an incident at the first trigger and joins the next', () => {
    const { head, bindings, told } = run([[operation('trigger', 1)], [operation('trigger', 2)]]);
    expect(stateOf(head)).toBe('triggered');
    expect(bindings.map(({ created, ordinal }) => [created, ordinal])).toEqual([
      [true, 1],
      [false, 1],
    ]);
    expect(told).toEqual(['1:triggered']);
  });

  it('tells all three transitions when trigger, acknowledge and resolve are folded into one write', () => {
    const { told, head } = run([[operation('trigger', 1), operation('acknowledge', 2), operation('resolve', 3)]]);
    expect(told).toEqual(['1:triggered', '1:acknowledged', '1:resolved']);
    expect(head.version).toBe(1);
    expect(head.incident).toMatchObject({ created_at: 1, acknowledged_at: 2, resolved_at: 3, sequence: 3 });
  });

  it('opens a new incident when a trigger follows the resolve, each with all its transitions', () => {
    const { told, head } = run([[operation('trigger', 1), operation('resolve', 2), operation('trigger', 3)]]);
    expect(told).toEqual(['1:triggered', '1:resolved', '2:triggered']);
    expect(head.incident?.ordinal).toBe(2);
  });

  it('hands out the resolved incident to be archived before the next one takes its place', () => {
    const { head } = run([[operation('trigger', 1), operation('resolve', 2)]]);
    expect(bind(head, [operation('trigger', 3)]).archive).toEqual(head.incident);
  });

  it('leaves acknowledges and resolves without an incident unbound', () => {
    const { bindings, head } = run([[operation('acknowledge', 1)], [operation('resolve', 2)]]);
    expect(bindings.map(({ ordinal }) => ordinal)).toEqual([null, null]);
    expect(head.incident).toBeNull();
  });

  it('never opens an incident for an info alert, but lets it join an open one', () => {
    expect(run([[operation('append', 1)]]).head.incident).toBeNull();
    expect(run([[operation('trigger', 1), operation('append', 2)]]).bindings[1]?.ordinal).toBe(1);
  });

  it('does not re-trigger an acknowledged incident on a repeated critical', () => {
    const { head, told } = run([[operation('trigger', 1)], [operation('acknowledge', 2)], [operation('trigger', 3)]]);
    expect(stateOf(head)).toBe('acknowledged');
    expect(told).toEqual(['1:triggered', '1:acknowledged']);
  });

  it('keeps an incident open when a resolve older than its newest trigger arrives late', () => {
    const { head } = run([[operation('trigger', 1)], [operation('trigger', 3)], [operation('resolve', 2)]]);
    expect(stateOf(head)).toBe('triggered');
  });

  it('opens an incident that is resolved at once for a trigger older than the newest resolve', () => {
    const { head, told, bindings } = run([[operation('resolve', 2)], [operation('trigger', 1)]]);
    expect(stateOf(head)).toBe('resolved');
    expect(told).toEqual(['1:triggered', '1:resolved']);
    expect(bindings[1]).toMatchObject({ created: true, ordinal: 1 });
  });

  it('acknowledges once the trigger that an early acknowledge was meant for arrives', () => {
    const { head } = run([[operation('trigger', 3)], [operation('acknowledge', 2)], [operation('trigger', 1)]]);
    expect(stateOf(head)).toBe('acknowledged');
  });

  it('does not acknowledge a later incident with an acknowledge that came before it', () => {
    const { head } = run([[operation('acknowledge', 1)], [operation('trigger', 2)]]);
    expect(stateOf(head)).toBe('triggered');
  });

  it('tells somebody again when a late resolve ends the acknowledged trouble but a newer trigger keeps it open', () => {
    const batches = [
      operation('trigger', 1),
      operation('acknowledge', 2),
      operation('trigger', 5),
      operation('resolve', 3),
    ];
    const { head, told } = run(batches.map((op) => [op]));
    expect(stateOf(head)).toBe('triggered');
    expect(told).toEqual(['1:triggered', '1:acknowledged', '1:triggered']);
  });

  it('says the same of a redelivered alert whose write had been stored, and writes nothing', () => {
    const trigger = operation('trigger', 1);
    const { head } = run([[trigger], [operation('resolve', 2)]]);
    const again = bind(head, [trigger, operation('resolve', 2)]);
    expect(again.changed).toBe(false);
    expect(again.bindings.map(({ created, ordinal }) => [created, ordinal])).toEqual([
      [true, 1],
      [false, 1],
    ]);
  });

  it('ends in the state of accept-time order for any arrival order, duplication and batching (I4)', () => {
    fc.assert(
      fc.property(arrival, ({ list, batches }) => {
        const { head } = run(batches);
        const expected = model(list);
        const open = head.incident !== null && head.incident.status !== STATUS.resolved;
        expect(open).toBe(expected.open);
        const acknowledged = head.incident?.status === STATUS.acknowledged;
        expect(acknowledged).toBe(open && expected.acknowledged);
        expect(head.incident !== null).toBe(expected.opened > 0);
      }),
      { numRuns: 3000 },
    );
  });

  it('stays exact on open or resolved beyond the bound of remembered triggers, and errs on the telling side', () => {
    const many = fc.array(
      fc.tuple(
        fc.constantFrom<OperationKind>('trigger', 'trigger', 'trigger', 'acknowledge', 'resolve'),
        fc.integer({ min: 1, max: 300 }),
      ),
      { minLength: MAX_TRIGGERS, maxLength: 80 },
    );
    fc.assert(
      fc.property(many, (list) => {
        const all = list.map(([kind, at], index) => operation(kind, at, `t${index}`));
        const { head } = run(all.map((op) => [op]));
        const expected = model(all);
        const open = head.incident !== null && head.incident.status !== STATUS.resolved;
        expect(open).toBe(expected.open);
        const acknowledged = head.incident?.status === STATUS.acknowledged;
        expect(acknowledged && !expected.acknowledged).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('binds each alert once, creates each incident with one alert, and numbers transitions without a gap', () => {
    fc.assert(
      fc.property(operations, (list) => {
        const { bindings, told, head } = run(list.map((op) => [op]));
        expect(new Set(bindings.map(({ trace_id }) => trace_id)).size).toBe(list.length);
        const created = bindings.filter(({ created }) => created).map(({ ordinal }) => ordinal);
        expect(created).toEqual([...new Set(created)]);
        expect(created.length).toBe(head.incident?.ordinal ?? 0);
        expect(told.filter((line) => line.startsWith(`${head.incident?.ordinal ?? 0}:`)).length).toBe(
          head.incident?.sequence ?? 0,
        );
        // A new incident only ever follows a resolved one (I3).
        for (let ordinal = 1; ordinal < (head.incident?.ordinal ?? 0); ordinal++)
          expect(told.filter((line) => line.startsWith(`${ordinal}:`)).at(-1)).toBe(`${ordinal}:resolved`);
      }),
    );
  });
});

describe('what an alert type means', () => {
  it.each([
    ['critical', 1, 'trigger'],
    ['error', 1, 'append'],
    ['error', 2, 'trigger'],
    ['warning', 2, 'append'],
    ['warning', 3, 'trigger'],
    ['critical', 0, 'append'],
    ['info', 3, 'append'],
    ['acknowledged', 0, 'acknowledge'],
    ['resolved', 0, 'resolve'],
  ] as const)('%s with create_incidents_for %i is a %s', (type, setting, kind) => {
    expect(operationKind(type, setting)).toBe(kind);
  });
});
