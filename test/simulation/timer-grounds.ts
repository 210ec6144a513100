import { STATUS, type Incident } from '../../core/contracts/incident';
import { KEYS } from '../../core/contracts/keys';
import type { Service } from '../../core/contracts/resources';
import { aService } from '../support/builders/resources';
import type { HeadWrite, MemoryEntities } from '../support/fakes/memory-entities';
import { changeOf } from './counted-change';
import type { Table } from './observer';

/** Microseconds: clocks are off by so much at most. */
const SECOND = 1_000_000;

/** A timer changes only what has been so for as long as the service said at some time, a snooze's person, or a parent. */
export function timerMayWrite(table: Table, write: HeadWrite, now: number): boolean {
  const old = write.before?.incident ?? null;
  if (old === null || old.status === write.after.incident?.status) return true;
  // One that resolves may leave the incident triggered, if an alert has triggered it since.
  const resolves = changeOf(write)?.kind === 'resolve';
  if (resolves && isParentResolved(table.entities, old)) return true;
  if (!resolves && old.snooze && old.snooze.until - SECOND <= now) return true;
  const since = resolves ? old.created_at : (old.acknowledged_at ?? 0);
  return timeoutsOf(table, now).some((timeouts) => {
    const seconds = resolves ? timeouts.auto_resolve_timeout : timeouts.acknowledgement_timeout;
    return seconds > 0 && since + (seconds - 1) * SECOND <= now;
  });
}

/** What the service said until now, one after the other. */
function timeoutsOf({ versions }: Table, now: number): readonly Service[] {
  const { team, id } = aService();
  return versions(KEYS.service(team, id), -Infinity, now).flatMap((version) => (version as Service | null) ?? []);
}

function isParentResolved({ heads, archived }: MemoryEntities, { merged }: Incident): boolean {
  const parent = merged?.parent?.unique_id;
  if (parent === undefined) return false;
  // Only what is resolved is archived.
  return archived.has(parent) || [...heads.values()].some(({ incident }) => isResolved(incident, parent));
}

function isResolved(incident: Incident | null, unique_id: string): boolean {
  return incident?.unique_id === unique_id && incident.status === STATUS.resolved;
}
