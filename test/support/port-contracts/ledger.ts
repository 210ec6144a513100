import { describe, expect, it } from '@jest/globals';
import type { Micros } from '../../../core/contracts/incident';
import { MINUTE, minuteOf } from '../../../core/domain/ledger/ledger-series';
import type { LedgerBooks } from '../../../core/usecases/ports';
import type { LedgerLines } from '../../../adapters/observability/ledger';

/** A ledger as functions keep it, and how it is read. */
export interface Kept {
  readonly ledger: LedgerLines;
  readonly books: LedgerBooks;
}

/** What every ledger promises. @param now a time that is not long ago. */
export function ledgerContract(make: () => Kept, now: Micros): void {
  const minute = minuteOf(now);
  const range = { from: minute - 10 * MINUTE, to: minute + MINUTE };

  describe('a ledger', () => {
    it('has nothing in it at first', async () => {
      const { books } = make();
      expect(await books.read(['AlertsAccepted', 'DeliveriesDue'], range)).toEqual(
        new Map([
          ['AlertsAccepted', new Map()],
          ['DeliveriesDue', new Map()],
        ]),
      );
    });

    it('counts facts in the minute they belong to, whenever and in whatever order they are booked', async () => {
      const { ledger, books } = make();
      ledger.book('AlertsAccepted', minute + 1);
      ledger.book('AlertsCompleted', minute - 3 * MINUTE);
      ledger.flush();
      ledger.book('AlertsAccepted', minute + MINUTE - 1);
      ledger.book('AlertsAccepted', minute - 3 * MINUTE, 4);
      ledger.flush();
      expect(await books.read(['AlertsCompleted', 'AlertsAccepted'], range)).toEqual(
        new Map([
          ['AlertsCompleted', new Map([[minute - 3 * MINUTE, 1]])],
          [
            'AlertsAccepted',
            new Map([
              [minute - 3 * MINUTE, 4],
              [minute, 2],
            ]),
          ],
        ]),
      );
    });

    it('takes counts back', async () => {
      const { ledger, books } = make();
      ledger.book('DeliveriesPending', minute, 3);
      ledger.flush();
      ledger.book('DeliveriesPending', minute, -1);
      ledger.flush();
      expect(await books.read(['DeliveriesPending'], range)).toEqual(
        new Map([['DeliveriesPending', new Map([[minute, 2]])]]),
      );
    });

    it('shows nothing before it is flushed, nor of other minutes than those asked for', async () => {
      const { ledger, books } = make();
      ledger.book('AlertsFailed', range.from - 1);
      ledger.book('AlertsFailed', range.from);
      ledger.book('AlertsFailed', range.to);
      ledger.flush();
      ledger.book('AlertsFailed', minute);
      expect(await books.read(['AlertsFailed'], range)).toEqual(
        new Map([['AlertsFailed', new Map([[range.from, 1]])]]),
      );
    });
  });
}
