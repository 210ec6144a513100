import { describe, expect, it } from '@jest/globals';
import type { AlertFields } from '../../../../../core/contracts/alert';
import type { CollationGroup, CollationWindow } from '../../../../../core/contracts/collation';
import { STATUS } from '../../../../../core/contracts/incident';
import { collationOf } from '../../../../../core/domain/collation/group-keys';
import { addWindow, hasOwnIncident, isOver, windowsAt } from '../../../../../core/domain/collation/windows';
import { anAlertGroupingPolicy } from '../../../../support/builders/alert-grouping-policies';
import { freshAlert, freshIncident } from '../../../../support/builders/fresh-incidents';
import { aHead } from '../../../../support/builders/incident';
import { aService } from '../../../../support/builders/resources';

const MINUTE = 60_000_000;
const window = (from: number, over: Partial<CollationWindow> = {}): CollationWindow => ({
  from,
  until: from + 10,
  integration: 'i',
  entity_id: `e${from}`,
  ...over,
});

describe('the window an alert falls into', () => {
  const windows = [window(100), window(105), window(200)];

  it.each([
    ['is the one that began before it', 100, 100],
    ['is the latest of those', 105, 105],
    ['is the latest, also where an earlier one still lasts', 109, 105],
    ['lasts until its end', 114, 105],
    ['is the next one, for an alert that was overtaken by the one that opened it', 95, 100],
    ['is the next one, where none is left from before', 195, 200],
  ])('%s', (_what, at, from) => {
    expect(windowsAt(windows, at)[0]?.from).toBe(from);
  });

  it.each([
    ['before all of them', 90],
    ['at the end of one', 115],
    ['between two', 150],
    ['after the last', 210],
  ])('is none %s', (_what, at) => {
    expect(windowsAt(windows, at)).toEqual([]);
  });

  it('may be the next one too, should the one that began before it be over', () => {
    expect(windowsAt(windows, 102).map(({ from }) => from)).toEqual([100, 105]);
    expect(windowsAt(windows, 108).map(({ from }) => from)).toEqual([105]);
  });

  it('is over once its incident was resolved, for alerts from after that', () => {
    const resolved = aHead(freshIncident({ status: STATUS.resolved }));
    const at = (resolved_at: number) => ({ ...resolved, memory: { ...resolved.memory, resolved_at } });
    expect(isOver(window(100), at(104), [], 105)).toBe(true);
    expect(isOver(window(100), at(104), [], 104)).toBe(false);
    expect(isOver(window(100), at(104), [], 103)).toBe(false);
  });

  it('is not over because of a resolve from before it, nor while its incident is not there yet, or open', () => {
    const resolved = aHead(freshIncident({ status: STATUS.resolved }));
    expect(isOver(window(100), { ...resolved, memory: { ...resolved.memory, resolved_at: 99 } }, [], 105)).toBe(false);
    expect(isOver(window(100), null, [], 105)).toBe(false);
    expect(isOver(window(100), aHead(freshIncident()), [], 105)).toBe(false);
  });

  it('is over when a resolve of the same batch lies between', () => {
    expect(isOver(window(100), aHead(freshIncident()), [103], 105)).toBe(true);
    expect(isOver(window(100), null, [106], 105)).toBe(false);
  });

  it('is remembered for hours after its end, and not for ever', () => {
    const empty: CollationGroup = { service: 's', key: 'all', version: 0, windows: [] };
    const hour = 60 * MINUTE;
    const first = addWindow(empty, window(0));
    expect(addWindow(first, window(2 * hour)).windows).toHaveLength(2);
    expect(addWindow(first, window(4 * hour))).toMatchObject({ version: 2, windows: [window(4 * hour)] });
    let many = first;
    for (let from = 1; from < 100; from++) many = addWindow(many, window(from));
    expect(many.windows.length).toBeLessThanOrEqual(32);
    expect(many.windows.at(-1)).toEqual(window(99));
  });
});

describe('an alert whose entity id has an incident', () => {
  it('belongs to it when that was open at its time, and to the service’s collation when not', () => {
    const created_at = 100;
    const open = aHead(freshIncident({ created_at }));
    expect(hasOwnIncident(open, 100)).toBe(true);
    expect(hasOwnIncident(open, 99)).toBe(false);
    const resolved = aHead(freshIncident({ created_at, status: STATUS.resolved }));
    const ended = { ...resolved, memory: { ...resolved.memory, resolved_at: 200 } };
    expect(hasOwnIncident(ended, 150)).toBe(true);
    expect(hasOwnIncident(ended, 201)).toBe(false);
    expect(hasOwnIncident(null, 1)).toBe(false);
  });
});

describe('how a service collates an alert', () => {
  const alert = (over: Partial<AlertFields> = {}): AlertFields => ({ ...freshAlert().alert!, ...over });
  const of = (fields: Partial<AlertFields>, policy = anAlertGroupingPolicy(), integration = 'i') =>
    collationOf(aService({ collation: 3 }), policy, { integration, alert: alert(fields) });

  it('is not at all when collation is off, or is by content without an active policy', () => {
    const collated = { integration: 'i', alert: alert() };
    expect(collationOf(aService({ collation: 0 }), anAlertGroupingPolicy(), collated)).toBeNull();
    expect(collationOf(aService({ collation: 3 }), null, collated)).toBeNull();
    expect(of({}, anAlertGroupingPolicy({ is_active: false }))).toBeNull();
  });

  it('is one group of all alerts by time, as long as the service says', () => {
    const service = aService({ collation: 1, collation_time: 5 });
    const one = collationOf(service, null, { integration: 'i', alert: alert({ message: 'a' }) });
    const other = collationOf(service, null, { integration: 'j', alert: alert({ message: 'b' }) });
    expect(one).toEqual({ service: service.id, keys: [expect.any(String)], length: 5 * MINUTE });
    expect(other).toEqual(one);
  });

  it('is one group of those that have all fields in common', () => {
    const policy = anAlertGroupingPolicy({
      match_mode: 2,
      match_fields: { static_fields: ['incident_title', 'integration'], custom_fields: ['$.host.name'] },
      time_window: 3,
    });
    const payload = { host: { name: 'db-1' } };
    const one = of({ message: 'Disk full', payload }, policy);
    expect(one).toMatchObject({ length: 3 * MINUTE, keys: [expect.stringMatching(/^[\w-]{22}$/)] });
    expect(of({ message: 'Disk full', payload: { ...payload, more: 1 } }, policy)).toEqual(one);
    for (const different of [
      of({ message: 'Disk', payload }, policy),
      of({ message: 'Disk full', payload: { host: { name: 'db-2' } } }, policy),
      of({ message: 'Disk full', payload }, policy, 'another'),
    ])
      expect(different?.keys).not.toEqual(one?.keys);
  });

  it('is a group per field when one in common is enough', () => {
    const fields = { static_fields: ['incident_title', 'incident_summary'] as const, custom_fields: ['$.host'] };
    const policy = anAlertGroupingPolicy({ match_mode: 1, match_fields: fields });
    const one = of({ message: 'Disk full', summary: 'x', payload: { host: 'db-1' } }, policy)?.keys ?? [];
    const other = of({ message: 'Disk full', summary: '', payload: { host: 'db-2' } }, policy)?.keys ?? [];
    expect([one.length, other.length]).toEqual([3, 2]);
    expect(one.filter((key) => other.includes(key))).toHaveLength(1);
  });

  it('is none where a field that has to match has no value', () => {
    const match_fields = { static_fields: ['incident_summary'] as const, custom_fields: ['$.host'] };
    for (const match_mode of [1, 2] as const)
      expect(of({ summary: '', payload: {} }, anAlertGroupingPolicy({ match_mode, match_fields }))).toBeNull();
    expect(of({ summary: 'x', payload: {} }, anAlertGroupingPolicy({ match_mode: 2, match_fields }))).toBeNull();
  });

  it('does not take the value of one field for that of another', () => {
    const fields = (name: 'incident_title' | 'incident_summary') => ({ static_fields: [name], custom_fields: [] });
    const same = { message: 'x', summary: 'x' };
    const titles = of(same, anAlertGroupingPolicy({ match_fields: fields('incident_title') }));
    const summaries = of(same, anAlertGroupingPolicy({ match_fields: fields('incident_summary') }));
    expect(titles?.keys).not.toEqual(summaries?.keys);
  });

  it('gives up on a path that costs too much', () => {
    const match_fields = { static_fields: [], custom_fields: ['$..[?@..a == 1]'] };
    const payload = Array.from({ length: 3000 }, () => [[[[1]]]]);
    expect(of({ payload }, anAlertGroupingPolicy({ match_mode: 1, match_fields }))).toBeNull();
  });
});
