import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { STATUS, type Incident } from '../../../core/contracts/incident';
import type { IncidentWalk } from '../../../core/usecases/ports';
import { freshIncident } from '../builders/fresh-incidents';
import { aHead } from '../builders/incident';
import { freshAccount, someLocations } from './incident-numbers';
import { takeNumber, type IncidentPorts } from './incident-ports';

const AT = 1_789_000_000_000_000;

const uuids = (count: number): readonly string[] => Array.from({ length: count }, () => randomUUID());

/** What implementations of Incidents promise of walks along the numbers. */
export function incidentWalksContract(make: () => IncidentPorts): void {
  describe('incidents in the order of their numbers', () => {
    const ofOne = async (ports: IncidentPorts, count: number): Promise<readonly Incident[]> => {
      const account = freshAccount();
      const incidents: Incident[] = [];
      for (let i = 0; i < count; i++) {
        const incident = await takeNumber(ports, freshIncident({ account }));
        await ports.entities.save(aHead(incident), true);
        incidents.push(incident);
      }
      return incidents;
    };
    const resolve = async ({ entities, resolved }: IncidentPorts, incident: Incident, noted = true): Promise<void> => {
      const after = { ...incident, status: STATUS.resolved, resolved_at: AT };
      await entities.save(aHead(after, { version: 2 }), true);
      if (noted) await resolved.note(incident.account, [incident.number]);
    };
    const numbersOf = (incidents: readonly Incident[]): readonly number[] => incidents.map(({ number }) => number);

    it('are none where none were opened', async () => {
      const { incidents } = make();
      const account = freshAccount();
      await expect(incidents.newestNumber(account)).resolves.toBe(0);
      for (const direction of ['older', 'newer'] as const) {
        for (const only_open of [true, false]) {
          const walk = incidents.walk(account, { from: null, direction, only_open, limit: 5 });
          await expect(walk).resolves.toEqual({ incidents: [], next: null, looked: 0, pages: 0 });
        }
      }
    });

    it.each([true, false])('come newest first, each once, over pages of numbers (only open: %s)', async (only_open) => {
      const ports = make();
      const all = await ofOne(ports, 53);
      const { account } = all[0]!;
      await expect(ports.incidents.newestNumber(account)).resolves.toBe(53);
      const seen: Incident[] = [];
      let from: number | null = null;
      do {
        const walk: IncidentWalk = await ports.incidents.walk(account, {
          from,
          direction: 'older',
          only_open,
          limit: 10,
        });
        seen.push(...walk.incidents);
        from = walk.next;
      } while (from !== null);
      expect(seen).toEqual(all.toReversed());
    });

    it('go on upwards from where one stands', async () => {
      const ports = make();
      const { account } = (await ofOne(ports, 30))[0]!;
      const up = await ports.incidents.walk(account, { from: 23, direction: 'newer', only_open: false, limit: 4 });
      expect(numbersOf(up.incidents)).toEqual([23, 24, 25, 26]);
      expect(up.next).toBe(27);
      const end = await ports.incidents.walk(account, { from: 27, direction: 'newer', only_open: true, limit: 4 });
      expect(numbersOf(end.incidents)).toEqual([27, 28, 29, 30]);
      expect(end.next).toBeNull();
    });

    it('leave out what is resolved, noted or not', async () => {
      const ports = make();
      const all = await ofOne(ports, 30);
      const { account } = all[0]!;
      for (const incident of all.slice(0, 26)) await resolve(ports, incident, incident.number % 3 !== 0);
      const stretch = { from: null, direction: 'older', limit: 40 } as const;
      const open = await ports.incidents.walk(account, { ...stretch, only_open: true });
      expect(numbersOf(open.incidents)).toEqual([30, 29, 28, 27]);
      expect(open.next).toBeNull();
      const every = await ports.incidents.walk(account, { ...stretch, only_open: false });
      expect(every.incidents).toHaveLength(30);
    });

    it('find the only open one below many pages of resolved ones, in one walk', async () => {
      const ports = make();
      const all = await ofOne(ports, 80);
      const [oldest, ...others] = all;
      for (const incident of others) await resolve(ports, incident);
      const stretch = { from: null, direction: 'older', only_open: true, limit: 100 } as const;
      const { incidents } = await ports.incidents.walk(oldest!.account, stretch);
      expect(numbersOf(incidents)).toEqual([1]);
    });

    it('know those that their entity left behind', async () => {
      const ports = make();
      const [first] = await ofOne(ports, 1);
      const resolved = { ...first!, status: STATUS.resolved, resolved_at: AT };
      const head = aHead(resolved, { version: 2 });
      await ports.entities.save(head, true);
      await ports.entities.archive(head, resolved);
      const second = await takeNumber(ports, { ...first!, ordinal: 2 });
      await ports.entities.save(aHead(second, { version: 3 }), true);
      const walk = await ports.incidents.walk(second.account, {
        from: null,
        direction: 'older',
        only_open: false,
        limit: 9,
      });
      expect(walk.incidents).toEqual([second, resolved]);
    });

    it('pass over numbers that name no incident', async () => {
      const ports = make();
      const account = freshAccount();
      await ports.numbers.allocate(account, someLocations(3));
      const incident = await takeNumber(ports, freshIncident({ account }));
      await ports.entities.save(aHead(incident), true);
      await ports.numbers.allocate(account, someLocations(2));
      for (const only_open of [true, false]) {
        const walk = await ports.incidents.walk(account, { from: null, direction: 'older', only_open, limit: 9 });
        expect(numbersOf(walk.incidents)).toEqual([4]);
      }
    });

    it('know how far they went', async () => {
      const ports = make();
      const { account } = (await ofOne(ports, 30))[0]!;
      const walk = (limit: number) =>
        ports.incidents.walk(account, { from: null, direction: 'older', only_open: false, limit });
      expect(await walk(4)).toMatchObject({ looked: 4, next: 26 });
      const all = await walk(40);
      expect(all).toMatchObject({ looked: 30, next: null });
      expect(all.pages).toBe(2);
    });

    it.each([true, false])('of a team or a service are all of theirs (only open: %s)', async (only_open) => {
      const ports = make();
      const account = freshAccount();
      const [teams, services] = [uuids(3), uuids(4)];
      const all: Incident[] = [];
      for (let i = 0; i < 60; i++) {
        const whose = { team: teams[i % 3]!, service: services[i % 4]! };
        const incident = await takeNumber(ports, freshIncident({ account, ...whose }));
        await ports.entities.save(aHead(incident), true);
        all.push(incident);
      }
      const of = { teams: [teams[1]!], services: services.slice(0, 2), since: null, until: null };
      for (const direction of ['older', 'newer'] as const) {
        const walk = await ports.incidents.walk(account, { from: null, direction, only_open, limit: 100, of });
        const wanted = all.filter(({ team, service }) => of.teams.includes(team) && of.services.includes(service));
        expect(new Set(numbersOf(walk.incidents))).toEqual(
          new Set([...numbersOf(wanted), ...numbersOf(walk.incidents)]),
        );
        expect(wanted).toHaveLength(10);
        // Others come along when they look the same in the ledger: of fifty, hardly ever more than a few.
        expect(walk.looked).toBeLessThan(25);
      }
    });

    it('stop after so many pages of numbers, and say where to go on', async () => {
      const ports = make();
      const { account } = (await ofOne(ports, 100))[0]!;
      const of = { teams: uuids(1), services: null, since: null, until: null };
      let at: number | null = null;
      let walks = 0;
      do {
        const stretch = { from: at, direction: 'older', only_open: false, limit: 50, of, most_pages: 2 } as const;
        const walk: IncidentWalk = await ports.incidents.walk(account, stretch);
        expect(walk.pages).toBeLessThanOrEqual(2);
        at = walk.next;
        walks += 1;
      } while (at !== null);
      expect(walks).toBe(3);
    });

    it('of a stretch of time are all that were created in it', async () => {
      const ports = make();
      const account = freshAccount();
      const DAY = 86_400_000_000;
      const now = Date.now() * 1_000;
      // Numbered now, created within the last month, in no order: as after an outage.
      const ages = Array.from({ length: 50 }, (_, i) => (i * 7) % 30);
      for (const age of ages) {
        const incident = await takeNumber(ports, freshIncident({ account, created_at: now - age * DAY }));
        await ports.entities.save(aHead(incident), true);
      }
      const of = { teams: null, services: null, since: now - 12 * DAY, until: now - 3 * DAY };
      const stretch = { from: null, direction: 'older', only_open: false, limit: 100, of } as const;
      const { incidents } = await ports.incidents.walk(account, stretch);
      const within = incidents.filter(({ created_at }) => created_at >= of.since && created_at <= of.until);
      expect(within).toHaveLength(ages.filter((age) => age >= 3 && age <= 12).length);
    });

    it('created by a time have no number beyond the last by it', async () => {
      const ports = make();
      const account = freshAccount();
      await expect(ports.incidents.lastNumberBy(account, AT)).resolves.toBe(0);
      const now = Date.now() * 1_000;
      for (let i = 0; i < 60; i++) {
        const incident = await takeNumber(ports, freshIncident({ account, created_at: now - (60 - i) * 1_000_000 }));
        await ports.entities.save(aHead(incident), true);
      }
      for (const by of [1, 30, 60]) {
        const last = await ports.incidents.lastNumberBy(account, now - (60 - by + 1) * 1_000_000);
        expect(last).toBeGreaterThanOrEqual(by);
        expect(last).toBeLessThanOrEqual(60);
      }
    });

    it('noting numbers that nobody took changes nothing', async () => {
      const ports = make();
      const account = freshAccount();
      await ports.resolved.note(account, [1, 2, 99]);
      await expect(ports.incidents.newestNumber(account)).resolves.toBe(0);
      await expect(ports.numbers.allocate(account, someLocations(1))).resolves.toEqual([1]);
    });
  });
}
