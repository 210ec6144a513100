import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Backlogs } from '../../../core/usecases/ports';
import { aDeliveryMessage } from '../builders/deliveries';

const incident = (incident_number: number, unique_id = `i${incident_number}`) => ({ incident_number, unique_id });

/** What every implementation of Backlogs promises. */
export function backlogsContract(make: () => Backlogs): void {
  describe('what is held back', () => {
    it('is listed by the incident’s number and the sequence, in pages', async () => {
      const [backlogs, integration] = [make(), randomUUID()];
      const places = [
        [12, 1],
        [2, 10],
        [2, 9],
        [7, 1],
      ] as const;
      for (const [number, sequence] of places)
        await backlogs.add(
          aDeliveryMessage({ integration, incident: incident(number), sequence, id: `${number}/${sequence}` }),
          5,
        );
      await backlogs.add(aDeliveryMessage({ incident: incident(1) }), 5);
      const first = await backlogs.list(integration, { after: '', limit: 3 });
      expect(first.map(({ delivery }) => delivery)).toEqual(['2/9', '2/10', '7/1']);
      const rest = await backlogs.list(integration, { after: first[2]!.position, limit: 3 });
      expect(rest).toEqual([{ position: expect.any(String), delivery: '12/1', after: null, at: 5 }]);
    });

    it('is there once, with the time it was held back last and what it was asked for after', async () => {
      const [backlogs, message] = [make(), aDeliveryMessage()];
      await backlogs.add(message, 5);
      await backlogs.add({ ...message, redelivery: { after: 3, nonce: 'n' } }, 9);
      await expect(backlogs.list(message.integration, { after: '', limit: 9 })).resolves.toEqual([
        { position: expect.any(String), delivery: message.id, after: 3, at: 9 },
      ]);
    });

    it('has something before a delivery only when it is an earlier one of the same incident', async () => {
      const [backlogs, integration] = [make(), randomUUID()];
      const of = (number: number, sequence: number, id?: string) =>
        aDeliveryMessage({ integration, incident: incident(number, id), sequence });
      await backlogs.add(of(5, 2), 1);
      await backlogs.add(of(4, 1), 1);
      await backlogs.add(of(5, 1, 'another'), 1);
      await expect(backlogs.hasBefore(of(5, 1))).resolves.toBe(false);
      await expect(backlogs.hasBefore(of(5, 2))).resolves.toBe(false);
      await expect(backlogs.hasBefore(of(5, 3))).resolves.toBe(true);
      await expect(backlogs.hasBefore(of(5, 10))).resolves.toBe(true);
      await expect(backlogs.hasBefore({ ...of(5, 3), integration: randomUUID() })).resolves.toBe(false);
    });

    it('is removed, with a time only as it was held back then, and a second time without harm', async () => {
      const [backlogs, message] = [make(), aDeliveryMessage()];
      const { integration } = message;
      const size = async () => (await backlogs.list(integration, { after: '', limit: 9 })).length;
      await backlogs.add(message, 5);
      const [{ position } = { position: '' }] = await backlogs.list(integration, { after: '', limit: 1 });
      await backlogs.add(message, 6);
      await backlogs.remove(integration, position, 5);
      expect(await size()).toBe(1);
      await backlogs.remove(integration, position, 6);
      expect(await size()).toBe(0);
      await backlogs.add(message, 7);
      await backlogs.remove(integration, position);
      await backlogs.remove(integration, position);
      expect(await size()).toBe(0);
    });
  });
}
