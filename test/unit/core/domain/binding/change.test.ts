import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STATUS, type EntityHead, type Incident } from '../../../../../core/contracts/incident';
import { bind, newHead } from '../../../../../core/domain/binding/bind';
import {
  changeArchived,
  changeLatest,
  type IncidentChange,
  type StatusChange,
} from '../../../../../core/domain/binding/change';
import type { IncidentOpening, Operation, OperationKind } from '../../../../../core/domain/binding/operation';
import { freshIncident } from '../../../../support/builders/fresh-incidents';
import { modelOf, type Happening } from './model';

const opening: IncidentOpening = { ...freshIncident(), account: 'ab1cd', title: 'Disk full' };

const alert = (kind: OperationKind, at: number, trace_id = `${kind}@${at}`): Operation => ({
  kind,
  at,
  trace_id,
  opening,
});
const NEW = newHead('ab1cd', 'i', 'e');

function bindAll(head: EntityHead, ...operations: Operation[]): EntityHead {
  let now = head;
  for (let rest: readonly Operation[] = operations; rest.length > 0;) {
    const decision = bind(now, rest);
    now = decision.head;
    rest = decision.rest;
  }
  return now;
}

function change(head: EntityHead, what: IncidentChange) {
  const { incident } = head;
  if (incident === null) throw new Error('There is no incident to change.');
  return changeLatest({ ...head, incident }, what);
}

/** The head after a change that has to go through. */
function changed(head: EntityHead, what: IncidentChange): EntityHead & { readonly incident: Incident } {
  const result = change(head, what);
  if (result.refused) throw new Error(result.reason);
  return result.result;
}

const status = (kind: StatusChange['kind'], at: number): IncidentChange => ({ status: { kind, at } });

describe('changing an incident without an alert', () => {
  it('acknowledges, withdraws the acknowledge and resolves, each a transition with the next number', () => {
    const open = bindAll(NEW, alert('trigger', 1));
    const acknowledged = changed(open, status('acknowledge', 2));
    expect(acknowledged.incident).toMatchObject({
      status: STATUS.acknowledged,
      acknowledged_at: 2,
      sequence: 2,
      transitions: [{ sequence: 2, type: 'acknowledged', at: 2 }],
    });
    const again = changed(acknowledged, status('unacknowledge', 3));
    expect(again.memory.unacknowledged_at).toBe(3);
    expect(again.incident).toMatchObject({
      status: STATUS.triggered,
      acknowledged_at: null,
      transitions: [{ sequence: 3, type: 'triggered', at: 3 }],
    });
    const resolved = changed(again, status('resolve', 4));
    expect(resolved.incident).toMatchObject({
      status: STATUS.resolved,
      resolved_at: 4,
      transitions: [{ sequence: 4, type: 'resolved', at: 4 }],
    });
    expect(resolved.version).toBe(4);
  });

  it('does not let an alert that was accepted earlier open it again', () => {
    const resolved = changed(bindAll(NEW, alert('trigger', 1)), status('resolve', 5));
    const head = bindAll(resolved, alert('trigger', 4));
    expect(head.incident).toMatchObject({ ordinal: 1, status: STATUS.resolved });
  });

  it('does not let an acknowledge that was accepted before the withdrawal count again', () => {
    const open = changed(bindAll(NEW, alert('trigger', 1)), status('unacknowledge', 5));
    expect(bindAll(open, alert('acknowledge', 4)).incident?.status).toBe(STATUS.triggered);
    expect(bindAll(open, alert('acknowledge', 6)).incident?.status).toBe(STATUS.acknowledged);
  });

  it('leaves it open, and says so, when a trigger is newer than the resolve', () => {
    const open = bindAll(NEW, alert('trigger', 1), alert('trigger', 9));
    const result = change(open, status('resolve', 5));
    expect(result).toMatchObject({ refused: false, differs: true, changed: false, transitioned: false });
    // What it remembers counts once the newer trigger is answered: nothing from before 5 is open any more.
    expect(bindAll(changed(open, status('resolve', 5)), alert('acknowledge', 4)).incident?.status).toBe(
      STATUS.triggered,
    );
  });

  it('edits fields and status in one write, and fields alone without a transition', () => {
    const open = bindAll(NEW, alert('trigger', 1));
    const both = change(open, { edits: { title: 'Disk of db-1 full' }, ...status('acknowledge', 2) });
    expect(both).toMatchObject({
      changed: true,
      transitioned: true,
      result: { version: 2, incident: { title: 'Disk of db-1 full', status: STATUS.acknowledged } },
    });
    const fields = change(open, { edits: { tags: ['disk'], urgency: 0 } });
    expect(fields).toMatchObject({
      changed: true,
      transitioned: false,
      result: { incident: { tags: ['disk'], urgency: 0, sequence: 1 } },
    });
  });

  it('has nothing to write when everything is as asked for', () => {
    const open = bindAll(NEW, alert('trigger', 1));
    const acknowledged = changed(open, { edits: { tags: ['disk'] }, ...status('acknowledge', 2) });
    const again = change(acknowledged, { edits: { tags: ['disk'] }, ...status('acknowledge', 2) });
    expect(again).toEqual({
      refused: false,
      differs: false,
      changed: false,
      transitioned: false,
      result: acknowledged,
    });
  });

  it.each(['acknowledge', 'unacknowledge'] as const)('refuses to %s what is resolved', (kind) => {
    const resolved = bindAll(NEW, alert('trigger', 1), alert('resolve', 2));
    expect(change(resolved, status(kind, 3))).toEqual({
      refused: true,
      reason: 'The incident is resolved: that is final.',
    });
    expect(changeArchived(resolved.incident!, status(kind, 3)).refused).toBe(true);
  });

  it('takes a resolve of what is resolved as done, and edits its fields wherever it is kept', () => {
    const resolved = bindAll(NEW, alert('trigger', 1), alert('resolve', 2));
    expect(change(resolved, status('resolve', 3))).toMatchObject({ differs: false, result: resolved });
    const edits = { summary: 'The log was not rotated.' };
    expect(change(resolved, { edits })).toMatchObject({ changed: true, result: { incident: edits } });
    expect(changeArchived(resolved.incident!, { edits })).toMatchObject({ changed: true, result: edits });
  });

  it('ends, with alerts, in the state of doing all once in time order, however they interleave (I4)', () => {
    const happening: fc.Arbitrary<Happening> = fc.record({
      kind: fc.constantFrom('trigger', 'trigger', 'acknowledge', 'resolve', 'append', 'unacknowledge'),
      at: fc.integer({ min: 1, max: 40 }),
      asked: fc.boolean(),
    });
    const arrival = fc
      .array(happening, { minLength: 1, maxLength: 16 })
      .chain((list) => fc.shuffledSubarray([...list, ...list.slice(0, 4)], { minLength: list.length }));
    fc.assert(
      fc.property(arrival, (list) => {
        let head = NEW;
        const counted: Happening[] = [];
        let transitions = 0;
        let told = 0;
        for (const each of list) {
          const { kind, at, asked } = each;
          if (isAlert(each)) {
            head = bindAll(head, alert(each.kind, at, `${kind}@${at}`));
            counted.push(each);
          } else if (asked && isStatusKind(kind) && isOpen(head)) {
            // Whoever asks has seen an incident: without an open one there is nothing to ask for.
            const before = head.incident?.sequence ?? 0;
            const result = change(head, status(kind, at));
            if (result.refused) throw new Error('An open incident refused a change.');
            transitions += result.result.incident.sequence - before;
            told += result.transitioned ? 1 : 0;
            head = result.result;
            counted.push(each);
          }
        }
        expect(told).toBe(transitions);
        const expected = modelOf(counted);
        expect(isOpen(head)).toBe(expected.open);
        expect(head.incident?.status === STATUS.acknowledged).toBe(expected.open && expected.acknowledged);
      }),
      { numRuns: 3000 },
    );
  });
});

function isOpen({ incident }: EntityHead): boolean {
  return incident !== null && incident.status !== STATUS.resolved;
}

function isAlert(happening: Happening): happening is Happening & { readonly kind: OperationKind } {
  return !happening.asked && happening.kind !== 'unacknowledge';
}

function isStatusKind(kind: Happening['kind']): kind is StatusChange['kind'] {
  return kind === 'acknowledge' || kind === 'resolve' || kind === 'unacknowledge';
}
