import { STATUS, type Incident, type Micros } from '../contracts/incident';
import type { BodyOf } from '../contracts/schemas/body-schemas';
import { parseWireDate } from './views/wire-date';

type FilterBody = BodyOf<'incidentFilter'>;

/** What `status` of lists and filters says: one of the incident's own, or one of these (contract §1.9). */
export const ANY_STATUS = 0;
const OPEN_STATUS = -1;
export type StatusFilter = -1 | 0 | 1 | 2 | 3;

/** Whether only open incidents can pass. */
export function isOpenOnly(status: StatusFilter): boolean {
  return status !== ANY_STATUS && status !== STATUS.resolved;
}

/** Whether an incident's status passes. */
export function passesStatus(status: StatusFilter, incident: Incident): boolean {
  switch (status) {
    case ANY_STATUS:
      return true;
    case OPEN_STATUS:
      return incident.status !== STATUS.resolved;
    case STATUS.triggered:
    case STATUS.acknowledged:
    case STATUS.resolved:
      return incident.status === status;
  }
}

/** What of a filter has to be looked up before incidents are compared. */
export interface FilterLookups {
  /** Ids of the teams that are meant when the body says `all_teams: 0` and names none; null = all. */
  readonly teams: readonly string[] | null;
  /** Ids of the priorities with the name that the body asks for; null = it asks for none. */
  readonly priorities: readonly string[] | null;
}

/**
 * Makes the test that incidents pass: each key that the body names and that is not empty has to fit, and of a list any
 * (contract §1.9). Dates and paging are the caller's. There are no postmortems: a filter for those that have one finds
 * nothing.
 */
export function compileIncidentFilter(body: FilterBody, lookups: FilterLookups): (incident: Incident) => boolean {
  const status = body.status ?? STATUS.triggered;
  const tags = body.tag_ids ?? [];
  const tests: readonly ((incident: Incident) => boolean)[] = [
    (incident) => passesStatus(status, incident),
    oneOf(lookups.teams, ({ team }) => team),
    oneOf(named(body.team_ids), ({ team }) => team),
    oneOf(named(body.service_ids), ({ service }) => service),
    oneOf(named(body.user_ids), ({ assigned_to }) => assigned_to),
    oneOf(named(body.priority_ids), ({ priority }) => priority),
    oneOf(lookups.priorities, ({ priority }) => priority),
    oneOf(named(body.sla_ids), ({ sla }) => sla),
    oneOf(named(body.escalation_policy_ids), ({ escalation_policy }) => escalation_policy),
    (incident) => tags.length === 0 || incident.tags.some((tag) => tags.includes(tag)),
    () => body.postmortem_filter !== 1,
  ];
  return (incident) => tests.every((test) => test(incident));
}

/**
 * The teams and services that a filter is about, null = any: what is of another is not let through. No team at all where
 * nothing can be let through.
 */
export function boundsOfFilter(
  body: FilterBody,
  lookups: FilterLookups,
): { readonly teams: readonly string[] | null; readonly services: readonly string[] | null } {
  const services = named(body.service_ids);
  if (lookups.priorities?.length === 0 || body.postmortem_filter === 1) return { teams: [], services };
  return { teams: named(body.team_ids) ?? lookups.teams, services };
}

/** An empty list asks for nothing. */
function named(ids: readonly string[] | null | undefined): readonly string[] | null {
  return ids === null || ids === undefined || ids.length === 0 ? null : ids;
}

function oneOf(
  ids: readonly string[] | null,
  of: (incident: Incident) => string | null,
): (incident: Incident) => boolean {
  if (ids === null) return () => true;
  const wanted = new Set<string | null>(ids);
  return (incident) => wanted.has(of(incident));
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MICROS = 86_400_000_000;

/**
 * A date of a filter: a day in UTC, of which the first or the last microsecond is meant, or a time. Null = none; NaN =
 * it is neither.
 */
export function readFilterDate(date: FilterBody['from_date'], end: 'first' | 'last'): Micros | null {
  if (typeof date !== 'string' || date === '') return null;
  if (!DAY.test(date)) return parseWireDate(date) ?? NaN;
  const first = Date.parse(`${date}T00:00:00Z`) * 1_000;
  return end === 'first' ? first : first + DAY_MICROS - 1;
}
