import { STATUS, type Incident } from '../../../core/contracts/incident';
import type { Incidents, IncidentStretch, IncidentWalk, IncidentWithAlerts } from '../../../core/usecases/ports';
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
    const isWanted = (number: number): boolean => !stretch.only_open || isOpen(byNumber.get(number));
    const wanted = ordered.filter(isWanted);
    const looked = wanted.slice(0, stretch.limit);
    this.looked += looked.length;
    return {
      incidents: looked.flatMap((number) => byNumber.get(number) ?? []),
      next: wanted[stretch.limit] ?? null,
    };
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

function isOpen(incident: Incident | undefined): boolean {
  return incident !== undefined && incident.status !== STATUS.resolved;
}
