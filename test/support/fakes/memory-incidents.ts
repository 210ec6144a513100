import { STATUS, type Incident, type Micros } from '../../../core/contracts/incident';
import type {
  IncidentBounds,
  Incidents,
  IncidentStretch,
  IncidentWalk,
  IncidentWithAlerts,
} from '../../../core/usecases/ports';
import { MemoryEntities } from './memory-entities';
import { MemoryIncidentNumbers } from './memory-incident-numbers';

/** Incidents in memory: those of entities and their archive, and those that a test puts there. */
export class MemoryIncidents implements Incidents {
  private readonly rows: IncidentWithAlerts[] = [];
  /** How many numbers walks have looked at. */
  looked = 0;

  constructor(
    private readonly entities = new MemoryEntities(),
    private readonly numbers = new MemoryIncidentNumbers(),
  ) {}

  add(row: IncidentWithAlerts): void {
    this.rows.push(row);
  }

  async find(account: string, number: number): Promise<Incident | null> {
    return (await this.findByNumber(account, number))?.incident ?? null;
  }

  findByNumber(account: string, number: number): Promise<IncidentWithAlerts | null> {
    return Promise.resolve(this.of(account).find(({ incident }) => incident.number === number) ?? null);
  }

  newestNumber(account: string): Promise<number> {
    const taken = this.numbers.locations.get(account)?.length ?? 0;
    return Promise.resolve(Math.max(taken, ...this.of(account).map(({ incident }) => incident.number)));
  }

  async walk(account: string, stretch: IncidentStretch): Promise<IncidentWalk> {
    const newest = await this.newestNumber(account);
    const up = stretch.direction === 'newer';
    const from = stretch.from ?? (up ? 1 : newest);
    const all = Array.from({ length: newest }, (_, index) => index + 1);
    const ordered = up ? all.filter((n) => n >= from) : all.filter((n) => n <= from).reverse();
    const byNumber = new Map(this.of(account).map(({ incident }) => [incident.number, incident]));
    const isWanted = (number: number): boolean => {
      const incident = byNumber.get(number);
      return (!stretch.only_open || isOpen(incident)) && isWithin(stretch.of, incident);
    };
    // A page of the ledger has a number.
    const gone = ordered.slice(0, (stretch.most_pages ?? Infinity) * NUMBERS_PER_PAGE);
    const wanted = gone.filter(isWanted);
    const looked = wanted.slice(0, stretch.limit);
    this.looked += looked.length;
    const last = wanted[stretch.limit] ?? gone.at(-1) ?? 0;
    return {
      incidents: looked.flatMap((number) => byNumber.get(number) ?? []),
      next: wanted[stretch.limit] ?? ordered[gone.length] ?? null,
      looked: looked.length,
      pages: Math.ceil((ordered.indexOf(last) + 1) / NUMBERS_PER_PAGE),
    };
  }

  lastNumberBy(account: string, time: Micros): Promise<number> {
    const incidents = this.of(account).map(({ incident }) => incident);
    const created = incidents.filter(({ created_at }) => created_at <= time);
    return Promise.resolve(Math.max(0, ...created.map(({ number }) => number)));
  }

  private of(account: string): readonly IncidentWithAlerts[] {
    const { heads, archived, pages } = this.entities;
    const kept = [...heads.values(), ...archived.values()].flatMap(({ incident, recent_alerts }) => {
      if (incident === null) return [];
      const paged = pages.filter((page) => page.incident === incident.unique_id).flatMap(({ alerts }) => alerts);
      return [{ incident, alerts: [...new Set([...paged, ...recent_alerts])].sort() }];
    });
    const isKept = (row: IncidentWithAlerts): boolean =>
      kept.some(({ incident }) => incident.unique_id === row.incident.unique_id);
    return [...kept, ...this.rows.filter((row) => !isKept(row))].filter(({ incident }) => incident.account === account);
  }
}

/** As many as the table has on one. */
const NUMBERS_PER_PAGE = 24;

/** Numbers without an incident may be anybody's. */
function isWithin(of: IncidentBounds | undefined, incident: Incident | undefined): boolean {
  if (of === undefined || incident === undefined) return true;
  const { team, service, created_at } = incident;
  if (of.since !== null && created_at < of.since) return false;
  if (of.until !== null && created_at > of.until) return false;
  return (of.teams?.includes(team) ?? true) && (of.services?.includes(service) ?? true);
}

function isOpen(incident: Incident | undefined): boolean {
  return incident !== undefined && incident.status !== STATUS.resolved;
}
