import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { hashEntityId } from '../../../core/domain/entity-hash';
import type { IncidentNumbers, NumberedPlace } from '../../../core/usecases/ports';

/** So many locations, each of an entity of its own. */
export function someLocations(count: number): readonly NumberedPlace[] {
  return Array.from({ length: count }, () => ({
    integration: randomUUID(),
    entity_id_hash: hashEntityId(randomUUID()),
    ordinal: 1,
    team: randomUUID(),
    service: randomUUID(),
    not_before: Date.now() * 1_000,
  }));
}

/** An account that no other test takes numbers of. */
export function freshAccount(): string {
  return randomBytes(4).toString('hex').slice(0, 5);
}

/**
 * What every implementation of IncidentNumbers promises. `make` gives one of a process of its own over the same store,
 * as functions in AWS are.
 */
export function incidentNumbersContract(make: () => IncidentNumbers): void {
  describe('incident numbers', () => {
    it('begin at 1 and grow by one when nobody else takes any', async () => {
      const account = freshAccount();
      const numbers = make();
      await expect(numbers.allocate(account, someLocations(3))).resolves.toEqual([1, 2, 3]);
      await expect(numbers.allocate(account, someLocations(60))).resolves.toEqual(range(4, 63));
      await expect(numbers.allocate(account, [])).resolves.toEqual([]);
      await expect(numbers.allocate(account, someLocations(1))).resolves.toEqual([64]);
    });

    it('go on where another process left off', async () => {
      const account = freshAccount();
      await make().allocate(account, someLocations(30));
      await expect(make().allocate(account, someLocations(2))).resolves.toEqual([31, 32]);
    });

    it('are each account’s own', async () => {
      const numbers = make();
      await numbers.allocate(freshAccount(), someLocations(5));
      await expect(numbers.allocate(freshAccount(), someLocations(1))).resolves.toEqual([1]);
    });

    it('are unique and leave nothing out when fifty take one at the same time', async () => {
      const account = freshAccount();
      const processes = Array.from({ length: 5 }, make);
      const taken = await Promise.all(range(1, 50).map((i) => processes[i % 5]!.allocate(account, someLocations(1))));
      expect(taken.flat().sort((a, b) => a - b)).toEqual(range(1, 50));
    });

    it('are unique and grow within each call when several are taken at the same time', async () => {
      const account = freshAccount();
      const taken = await Promise.all(range(1, 12).map((i) => make().allocate(account, someLocations(i))));
      expect(new Set(taken.flat()).size).toBe(78);
      expect(taken.map((numbers) => [...numbers].sort((a, b) => a - b))).toEqual(taken);
    });

    it('are greater than all that were taken before the call', async () => {
      const account = freshAccount();
      const [one, other] = [make(), make()];
      let last = 0;
      for (const numbers of [one, other, one, other, other, one]) {
        const taken = await numbers.allocate(account, someLocations(7));
        expect(Math.min(...taken)).toBeGreaterThan(last);
        last = Math.max(...taken);
      }
    });
  });
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
