import { describe, expect, it } from '@jest/globals';
import { STATUS } from '../../../core/contracts/incident';
import { makeTraceId, TRACE_RANDOM_BYTES } from '../../../core/domain/trace-id';
import { freshIncident } from '../builders/fresh-incidents';
import { aHead } from '../builders/incident';
import { freshAccount, someLocations } from './incident-numbers';
import { takeNumber, type IncidentPorts } from './incident-ports';
import { incidentWalksContract } from './incident-walks';

const KEY = Buffer.alloc(32, 7);
const AT = 1_789_000_000_000_000;

/** Trace ids of alerts accepted one microsecond after the other. */
function traces(count: number, from = AT): string[] {
  return Array.from({ length: count }, (_, i) => makeTraceId(from + i, Buffer.alloc(TRACE_RANDOM_BYTES, i), KEY));
}

/** What every implementation of Incidents promises, over the same store as entities and numbers. */
export function incidentsContract(make: () => IncidentPorts): void {
  foundByNumberContract(make);
  incidentWalksContract(make);
}

function foundByNumberContract(make: () => IncidentPorts): void {
  describe('incidents by number', () => {
    it('are not there for numbers that were never taken, or are none', async () => {
      const { incidents } = make();
      const account = freshAccount();
      for (const number of [1, 25, 0, -1, 1.5, NaN, 2 ** 53]) {
        await expect(incidents.findByNumber(account, number)).resolves.toBeNull();
      }
    });

    it('are found as the latest of their entity, with their alerts', async () => {
      const ports = make();
      const incident = await takeNumber(ports, freshIncident({ account: freshAccount() }));
      const recent_alerts = traces(3);
      await ports.entities.save(aHead(incident, { recent_alerts }), true);
      const found = await ports.incidents.findByNumber(incident.account, incident.number);
      expect(found).toEqual({ incident, alerts: recent_alerts });
      await expect(ports.incidents.find(incident.account, incident.number)).resolves.toEqual(incident);
      await expect(ports.incidents.find(freshAccount(), incident.number)).resolves.toBeNull();
    });

    it('are found after their entity went on to the next incident', async () => {
      const ports = make();
      const first = await takeNumber(
        ports,
        freshIncident({ account: freshAccount(), status: STATUS.resolved, resolved_at: AT }),
      );
      const [old, fresh] = [traces(2), traces(1, AT + 10)];
      const head = aHead(first, { recent_alerts: old });
      await ports.entities.save(head, true);
      await ports.entities.archive(head, first);
      await ports.entities.archive(head, first);
      const second = await takeNumber(ports, {
        ...freshIncident(),
        ...head.incident,
        ordinal: 2,
        status: STATUS.triggered,
      });
      await ports.entities.save(aHead(second, { version: 2, recent_alerts: fresh }), true);
      const { account } = first;
      await expect(ports.incidents.findByNumber(account, first.number)).resolves.toEqual({
        incident: first,
        alerts: old,
      });
      await expect(ports.incidents.findByNumber(account, second.number)).resolves.toEqual({
        incident: second,
        alerts: fresh,
      });
    });

    it('keep the late alerts of an archived incident when a writer comes who had not seen them', async () => {
      const ports = make();
      const resolved = { account: freshAccount(), status: STATUS.resolved, resolved_at: AT };
      const first = await takeNumber(ports, freshIncident(resolved));
      const all = traces(3);
      const early = aHead(first, { version: 1, recent_alerts: all.slice(0, 2) });
      const late = aHead(first, { version: 2, recent_alerts: all });
      await ports.entities.save(early, true);
      await ports.entities.save(late, false);
      await ports.entities.archive(late, first);
      await ports.entities.archive(early, first);
      const second = await takeNumber(ports, { ...first, ordinal: 2, status: STATUS.triggered });
      await ports.entities.save(aHead(second, { version: 3 }), true);
      const found = await ports.incidents.findByNumber(first.account, first.number);
      expect(found?.alerts).toEqual(all);
    });

    it('list alerts of pages and head oldest first, each once', async () => {
      const ports = make();
      const incident = await takeNumber(ports, freshIncident({ account: freshAccount() }));
      const all = traces(40);
      const head = aHead(incident, { recent_alerts: all.slice(22) });
      await ports.entities.saveAlertPage({ ...head, version: 12 }, all.slice(12, 24));
      await ports.entities.saveAlertPage({ ...head, version: 5 }, all.slice(0, 12));
      await ports.entities.saveAlertPage({ ...head, version: 5 }, all.slice(0, 12));
      await ports.entities.save(head, true);
      const found = await ports.incidents.findByNumber(incident.account, incident.number);
      expect(found?.alerts).toEqual(all);
    });

    it('keep both pages of two writers who raced for one version', async () => {
      const ports = make();
      const incident = await takeNumber(ports, freshIncident({ account: freshAccount() }));
      const [one, other] = [traces(2), traces(2, AT + 50)];
      await ports.entities.saveAlertPage(aHead(incident), one);
      await ports.entities.saveAlertPage(aHead(incident), other);
      await ports.entities.save(aHead(incident, { recent_alerts: [] }), true);
      const found = await ports.incidents.findByNumber(incident.account, incident.number);
      expect(found?.alerts).toEqual([...one, ...other]);
    });

    it('leave a gap where a number was taken and never used', async () => {
      const ports = make();
      const lost = await takeNumber(ports, freshIncident({ account: freshAccount() }));
      const incident = await takeNumber(ports, lost);
      await ports.entities.save(aHead(incident), true);
      await expect(ports.incidents.findByNumber(lost.account, lost.number)).resolves.toBeNull();
      const found = await ports.incidents.findByNumber(lost.account, incident.number);
      expect(found?.incident).toEqual(incident);
    });

    it('belong to their account alone', async () => {
      const ports = make();
      const stranger = freshAccount();
      const incident = await takeNumber(ports, freshIncident({ account: freshAccount() }));
      await ports.entities.save(aHead(incident), true);
      await ports.numbers.allocate(stranger, someLocations(1));
      await expect(ports.incidents.findByNumber(stranger, incident.number)).resolves.toBeNull();
    });
  });
}
