import { describe, expect, it } from '@jest/globals';
import type { LedgerFact } from '../../../../core/contracts/ledger';
import { ALERT_ALLOWED_SECONDS, DELIVERY_ALLOWED_SECONDS } from '../../../../core/contracts/pipeline-limits';
import { MINUTE, minuteOf } from '../../../../core/domain/ledger/ledger-series';
import { createHandler } from '../../../../lambdas/ledger/handler';
import { MemoryLedger } from '../../../support/fakes/memory-ledger';
import { MemoryLog } from '../../../support/fakes/memory-log';
import { MemoryMetrics } from '../../../support/fakes/memory-metrics';

const AT = minuteOf(1_790_000_000_000_000);
/** When an alert of that minute, and when a delivery of it, counts as missing. */
const LATE_ALERT = AT + MINUTE + ALERT_ALLOWED_SECONDS * 1_000_000;
const LATE_DELIVERY = AT + MINUTE + DELIVERY_ALLOWED_SECONDS * 1_000_000;

class Look {
  readonly ledger = new MemoryLedger();
  readonly log = new MemoryLog();
  readonly metrics = new MemoryMetrics();
  readonly asked: (readonly LedgerFact[])[] = [];
  waitingAsked = 0;
  waiting = 0;

  async at(now: number): Promise<void> {
    this.ledger.flush();
    await createHandler({
      ledgerBooks: {
        read: (facts, range) => {
          this.asked.push(facts);
          return this.ledger.read(facts, range);
        },
      },
      deliveriesBacklog: {
        countWaiting: () => {
          this.waitingAsked += 1;
          return Promise.resolve(this.waiting);
        },
      },
      clock: () => now,
      log: this.log,
      metrics: this.metrics,
    })();
  }
}

describe('a look at the ledger', () => {
  it('of a deployment that is idle asks for two counts and says nothing', async () => {
    const look = new Look();
    await look.at(LATE_ALERT);
    expect(look.asked).toEqual([['AlertsAccepted', 'DeliveriesDue']]);
    expect([look.log.lines, look.metrics.flushed.size]).toEqual([[], 0]);
  });

  it('says that it adds up, and makes no figure of it, while all ends', async () => {
    const look = new Look();
    look.ledger.book('AlertsAccepted', AT, 3);
    look.ledger.book('AlertsCompleted', AT, 2);
    look.ledger.book('AlertsFailed', AT);
    look.ledger.book('AlertsAccepted', LATE_ALERT - 1);
    await look.at(LATE_ALERT);
    expect(look.log.lines).toEqual([
      {
        level: 'info',
        message: 'the ledger adds up',
        fields: {
          alerts: { in_flight: 1, missing: 0, minutes: [] },
          deliveries: { in_flight: 0, missing: 0, minutes: [] },
        },
      },
    ]);
    expect(look.metrics.flushed.size).toBe(0);
    expect(look.waitingAsked).toBe(0);
  });

  it('names the minute of an alert that is lost, as soon as nothing brings it back any more', async () => {
    const look = new Look();
    look.ledger.book('AlertsAccepted', AT, 3);
    look.ledger.book('AlertsCompleted', AT, 2);
    await look.at(LATE_ALERT - 1);
    expect(look.metrics.flushed.size).toBe(0);
    await look.at(LATE_ALERT);
    expect(look.log.lines.at(-1)).toMatchObject({
      level: 'error',
      message: 'the ledger does not add up',
      fields: { alerts: { missing: 1, minutes: ['2026-09-21T14:13:00.000000Z: 1'] } },
    });
    expect(Object.fromEntries(look.metrics.flushed)).toEqual({ LedgerDrift: 1 });
  });

  it('does not take a delivery for lost that waits behind another', async () => {
    const look = new Look();
    look.ledger.book('DeliveriesDue', AT, 2);
    look.waiting = 2;
    await look.at(LATE_DELIVERY);
    expect(look.metrics.flushed.size).toBe(0);
    look.waiting = 1;
    await look.at(LATE_DELIVERY);
    expect(look.waitingAsked).toBe(2);
    expect(Object.fromEntries(look.metrics.flushed)).toEqual({ LedgerDrift: 1 });
  });

  it('fails when the counts can not be read', async () => {
    const look = new Look();
    look.ledger.read = () => Promise.reject(new Error('throttled'));
    await expect(look.at(LATE_ALERT)).rejects.toThrow('throttled');
  });
});
