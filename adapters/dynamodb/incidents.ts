import type { TraceId } from '../../core/contracts/alert';
import type { Incident } from '../../core/contracts/incident';
import { KEYS, SORT_PREFIX } from '../../core/contracts/keys';
import type { IncidentLocation, Incidents, IncidentWithAlerts } from '../../core/usecases/ports';
import { lastNumberBy, newestNumber, walkIncidents } from './incident-walk';
import { decodeAlertPage } from './items/alert-page';
import { decodeArchived, decodeHead } from './items/head-item';
import { decodeRef, placeOf, REFS } from './items/number-page';
import { getItem, queryAll, type Table } from './table';

interface Kept {
  readonly incident: Incident;
  readonly recent_alerts: readonly TraceId[];
}

interface Found extends Kept {
  readonly location: IncidentLocation;
}

/** Incidents by their number, and in the order of their numbers, through the pages of numbers that say where each lives. */
export function createIncidents(table: Table): Incidents {
  return {
    async find(account, number) {
      return (await find(table, account, number))?.incident ?? null;
    },

    async findByNumber(account, number) {
      const found = await find(table, account, number);
      return found === null ? null : withAlerts(table, found);
    },

    newestNumber: (account) => newestNumber(table, account),

    walk: (account, stretch) => walkIncidents(table, account, stretch),

    lastNumberBy: (account, time) => lastNumberBy(table, account, time),
  };
}

async function find(table: Table, account: string, number: number): Promise<Found | null> {
  const location = await locate(table, account, number);
  if (location === null) return null;
  const kept = (await findInHead(table, location)) ?? (await findArchived(table, location));
  // A number whose taker died before it wrote the incident is a gap: its place names an incident of another number.
  if (kept?.incident.number !== number || kept.incident.account !== account) return null;
  return { location, ...kept };
}

async function locate(table: Table, account: string, number: number): Promise<IncidentLocation | null> {
  if (!Number.isSafeInteger(number) || number < 1) return null;
  const { page, index } = placeOf(number);
  const item = await getItem(table, KEYS.numberPage(account, page));
  const ref = item?.[REFS]?.L?.[index];
  return ref === undefined ? null : decodeRef(ref);
}

/** The incident, if it is its entity's latest. The head first: what left it by then is in the archive already. */
async function findInHead(table: Table, location: IncidentLocation): Promise<Kept | null> {
  const item = await getItem(table, KEYS.head(location.integration, location.entity_id_hash));
  const head = item === null ? null : decodeHead(item);
  if (head?.incident?.ordinal !== location.ordinal) return null;
  return { incident: head.incident, recent_alerts: head.recent_alerts };
}

async function findArchived(table: Table, location: IncidentLocation): Promise<Kept | null> {
  const { integration, entity_id_hash, ordinal } = location;
  const item = await getItem(table, KEYS.archivedIncident(integration, entity_id_hash, ordinal));
  return item === null ? null : decodeArchived(item);
}

/** Pages after the head: alerts that moved to a page in between are then in both, and are told once. */
async function withAlerts(table: Table, { location, ...found }: Found): Promise<IncidentWithAlerts> {
  const { pk } = KEYS.head(location.integration, location.entity_id_hash);
  const pages = await queryAll(table, pk, SORT_PREFIX.alertPages(location.ordinal));
  const paged = pages.flatMap(decodeAlertPage);
  // Trace ids begin with their accept time, so that their order is the alerts' (see core/domain/trace-id).
  const alerts = [...new Set([...paged, ...found.recent_alerts])].sort();
  return { incident: found.incident, alerts };
}
