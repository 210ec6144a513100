import { describe, expect, it } from '@jest/globals';
import { createLedger } from '../../../../adapters/observability/ledger';
import { MINUTE } from '../../../../core/domain/ledger/ledger-series';

const AT = 29_833_333 * MINUTE;

function lines() {
  const written: string[] = [];
  return { written, ledger: createLedger({ stage: 'prod' }, (line) => written.push(line)) };
}

describe('a line of the ledger', () => {
  it('is a record of metrics under the time of its minute', () => {
    const { written, ledger } = lines();
    ledger.book('AlertsCompleted', AT + 59_999_999, 2);
    ledger.book('AlertsFailed', AT);
    ledger.flush();
    expect(written.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        _aws: {
          Timestamp: AT / 1_000,
          CloudWatchMetrics: [
            {
              Namespace: 'Tocsin/Ledger',
              Dimensions: [['stage']],
              Metrics: [{ Name: 'AlertsCompleted' }, { Name: 'AlertsFailed' }],
            },
          ],
        },
        stage: 'prod',
        AlertsCompleted: 2,
        AlertsFailed: 1,
      },
    ]);
  });

  it('is written for each minute, once, and not for what was taken back at once', () => {
    const { written, ledger } = lines();
    ledger.book('DeliveriesPending', AT);
    ledger.book('DeliveriesPending', AT, -1);
    ledger.book('DeliveriesDelivered', AT + MINUTE);
    ledger.book('DeliveriesDelivered', AT + 2 * MINUTE);
    ledger.flush();
    ledger.flush();
    expect(written).toHaveLength(2);
  });

  it('has at most 190 bytes for an alert that was accepted: there is one for each', () => {
    const { written, ledger } = lines();
    ledger.book('AlertsAccepted', AT);
    ledger.flush();
    expect(written[0]?.length).toBeLessThanOrEqual(190);
  });
});
