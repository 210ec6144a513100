import { describe, expect, it } from '@jest/globals';
import { ALERT_ALLOWED_SECONDS } from '../../../../../core/contracts/pipeline-limits';
import { MINUTE, minuteOf } from '../../../../../core/domain/ledger/ledger-series';
import { toWireDate } from '../../../../../core/domain/views/wire-date';
import { ApiWorld } from '../../../../support/builders/api-world';

interface Ledger {
  readonly from: string;
  readonly to: string;
  readonly minutes: readonly { readonly at: string; readonly alerts: unknown; readonly deliveries: unknown }[];
}

const NO_DELIVERIES = { due: 0, delivered: 0, pending: 0, failed: 0, dead_lettered: 0 };

async function ask(world: ApiWorld): Promise<{ readonly status: number; readonly body: unknown }> {
  world.ledger.flush();
  await world.settle();
  return (await world.as('read'))('GET', '/api/health/ledger/');
}

describe('the ledger of the last hour', () => {
  it('shows what came in and what became of it, minute by minute and together', async () => {
    const world = new ApiWorld();
    const minute = minuteOf(world.now);
    const { ledger } = world;
    ledger.book('AlertsAccepted', minute, 4);
    ledger.book('AlertsCompleted', minute, 2);
    ledger.book('AlertsFailed', minute);
    ledger.book('AlertsAccepted', minute - 59 * MINUTE);
    ledger.book('AlertsCompleted', minute - 59 * MINUTE);
    ledger.book('AlertsAccepted', minute - 60 * MINUTE);
    ledger.book('AlertsCompleted', minute - 60 * MINUTE);
    ledger.book('DeliveriesDue', minute - MINUTE, 5);
    ledger.book('DeliveriesDelivered', minute - MINUTE, 2);
    ledger.book('DeliveriesPending', minute - MINUTE);
    ledger.book('DeliveriesDeadLettered', minute - MINUTE);
    const { status, body } = await ask(world);
    expect(status).toBe(200);
    const deliveries = { due: 5, delivered: 2, pending: 1, failed: 0, dead_lettered: 1 };
    expect(body).toMatchObject({
      from: toWireDate(minute - 59 * MINUTE),
      to: toWireDate(minute + MINUTE),
      totals: { alerts: { accepted: 5, completed: 3, failed: 1 }, deliveries },
      in_flight: { alerts: 1, deliveries: 1 },
      drift: { alerts: { missing: 0, minutes: [] }, deliveries: { missing: 0, minutes: [] } },
    });
    const { minutes } = body as Ledger;
    expect(minutes).toHaveLength(60);
    expect(minutes.at(-1)).toEqual({
      at: toWireDate(minute),
      alerts: { accepted: 4, completed: 2, failed: 1 },
      deliveries: NO_DELIVERIES,
    });
    expect(minutes.at(-2)).toMatchObject({ at: toWireDate(minute - MINUTE), deliveries });
  });

  it('tells what is missing by the minute it came in, which is longer ago than what it shows', async () => {
    const world = new ApiWorld();
    const overdue = minuteOf(world.now) - ALERT_ALLOWED_SECONDS * 1_000_000 - 10 * MINUTE;
    world.ledger.book('AlertsAccepted', overdue, 2);
    const at = toWireDate(minuteOf(overdue));
    expect((await ask(world)).body).toMatchObject({
      totals: { alerts: { accepted: 0, completed: 0, failed: 0 } },
      drift: { alerts: { missing: 2, minutes: [{ at, missing: 2 }] } },
      allowed_seconds: { alerts: ALERT_ALLOWED_SECONDS },
    });
  });
});
