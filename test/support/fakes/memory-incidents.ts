import type { Incidents, IncidentWithAlerts } from '../../../core/usecases/ports';

/** Incidents in memory, by account and number. */
export class MemoryIncidents implements Incidents {
  private readonly rows: IncidentWithAlerts[] = [];

  add(row: IncidentWithAlerts): void {
    this.rows.push(row);
  }

  findByNumber(account: string, number: number): Promise<IncidentWithAlerts | null> {
    const found = this.rows.find(({ incident }) => incident.account === account && incident.number === number);
    return Promise.resolve(found ?? null);
  }
}
