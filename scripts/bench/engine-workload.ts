import type { Json, JsonObject } from '../../core/contracts/json';
import type { StoredRule } from '../../core/contracts/schemas/alert-rule';
import type { Condition } from '../../core/contracts/schemas/condition';
import type { CustomMapping } from '../../core/contracts/schemas/custom-mapping';

/** Three blocks of an ordinary kind: what always counts, what counts for the severe, what counts at night. */
export const MAPPING: CustomMapping = {
  enabled: true,
  blocks: [
    {
      set: {
        message: '{{payload.title}} on {{payload.host.name}}',
        summary: '{{payload.description}} ({{payload.metric.name}} = {{payload.metric.value}})',
        entity_id: '{{payload.id}}',
        alert_type: {
          key: 'payload.status',
          values: { Open: 'critical', Pending: 'acknowledged', Closed: 'resolved' },
          default: 'info',
        },
      },
    },
    {
      when: { all: [{ field: 'payload.severity', op: 'in', value: ['high', 'highest'] }] },
      set: { message: '[{{payload.severity}}] {{payload.title}} on {{payload.host.name}}' },
    },
    {
      when: { field: 'time', op: 'between', value: ['22:00', '06:00'], timezone: 'Europe/Berlin' },
      set: { urls: [{ link_url: '{{payload.runbook}}', link_text: 'Runbook of {{payload.host.role}}' }] },
    },
  ],
};

/** Conditions of all the kinds that people write; about half of them match. */
const CONDITIONS: readonly Condition[] = [
  { field: 'alert_type', op: 'equals', value: 'critical' },
  { field: 'message', op: 'contains', value: 'Disk' },
  { field: 'summary', op: 'not_contains', value: 'ignore me' },
  { field: 'payload.payload.host.role', op: 'equals', value: 'database' },
  { field: 'payload.payload.environment', op: 'in', value: ['staging', 'test'] },
  { field: 'message', op: 'matches', value: '^\\[(high|highest)\\] .* on db-\\d+' },
  { field: 'payload.payload.metric.value', op: 'gte', value: 95 },
  { field: '$.payload.labels[*]', op: 'contains', value: 'team:payments' },
  { field: 'day_of_week', op: 'in', value: ['saturday', 'sunday'] },
  { field: 'time', op: 'between', value: ['08:00', '18:00'], timezone: 'Europe/Berlin' },
];

/** What rules do when they match, in turn. */
const ACTIONS: readonly StoredRule['rule']['actions'][number][] = [
  { action_type: 7, key: '', value: '1' },
  { action_type: 2, key: '', value: 'See {{payload.payload.runbook}}' },
  { action_type: 12, key: '', value: 'storage,{{payload.payload.host.role}}' },
  { action_type: 9, key: '', value: '{{summary}} Rack {{payload.payload.host.rack}}.' },
];

/** Twenty rules of one integration. */
export const RULES: readonly StoredRule[] = Array.from({ length: 20 }, (_, index) => ({
  unique_id: `rule-${index}`,
  created_at: index,
  rule: {
    description: `Rule ${index}`,
    rule_type: 0,
    stop: false,
    position: index,
    is_enabled: true,
    // Every other rule asks for two things.
    condition:
      index % 2 === 0
        ? conditionAt(index)
        : { all: [conditionAt(index), { field: 'urgency', op: 'equals', value: 'high' }] },
    actions: [inTurn(ACTIONS, index)],
  },
}));

function conditionAt(index: number): Condition {
  return inTurn(CONDITIONS, index);
}

function inTurn<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('There is nothing to take in turn.');
  return found;
}

/** A payload of two kilobytes, such as a monitor of hosts posts. @param id what its entity is. */
export function payload(id: string): JsonObject {
  return {
    id,
    title: 'Disk nearly full',
    status: 'Open',
    severity: 'high',
    environment: 'production',
    description: `The file system /var/lib/postgresql of db-17 is almost full. ${'It has been growing since Monday. '.repeat(10)}`,
    runbook: 'https://wiki.example.com/runbooks/disk-nearly-full',
    host: { name: 'db-17', role: 'database', rack: 'B-12', address: '203.0.113.17', uptime_seconds: 8_640_123 },
    metric: { name: 'disk_used_percent', value: 97.4, threshold: 95, window: '5m', history: HISTORY },
    labels: ['team:payments', 'tier:1', 'region:eu-central-1', 'cluster:blue', 'os:debian-12'],
    checks: CHECKS,
  };
}

const HISTORY: readonly number[] = Array.from({ length: 30 }, (_, minute) => 90 + minute / 4);
const CHECKS: Json = Array.from({ length: 10 }, (_, index) => ({
  name: `check ${index}`,
  ok: index % 3 !== 0,
  last_seen: '2026-11-22T12:00:00Z',
  output: `probe ${index} took ${index * 7} ms`,
}));
