import { describe, expect, it } from '@jest/globals';
import type { Figures, FunctionFigures } from '../../../../local/meter';
import { makeBill, totalOf } from '../../../../scripts/cost/bill';
import { PRICES } from '../../../../scripts/cost/prices';

const NOTHING: FunctionFigures = {
  ...{ invocations: 0, errors: 0, records: 0, billed_ms: 0, init_ms: 0, cpu_ms: 0, logged_bytes: 0 },
  ...{ aws_calls: {}, read_units: 0, write_units: 0, refused_writes: 0 },
};

function figures(functions: Record<string, Partial<FunctionFigures>>, pollers: Record<string, number> = {}): Figures {
  const whole = Object.entries(functions).map(([name, some]) => [name, { ...NOTHING, ...some }]);
  return { since: '', http_requests: 10, functions: Object.fromEntries(whole) as Figures['functions'], pollers };
}

const SIZES = { ingest: { memory: 1_024 }, dispatch: { memory: 256 } };
const MILLION = { alerts: 10, per: 1_000_000 };

function dollars(given: Figures, what: string): number {
  return makeBill(given, SIZES, MILLION).find((line) => line.what === what)?.dollars ?? NaN;
}

describe('the bill', () => {
  it('scales what was counted to the alerts it is for', () => {
    expect(dollars(figures({}), 'HTTP API, requests')).toBeCloseTo(1);
    expect(dollars(figures({ ingest: { write_units: 20 } }), 'DynamoDB, write units')).toBeCloseTo(1.25);
  });

  it('bills calls of the FIFO queue at its own price, and receives that brought nothing not at all', () => {
    const calls = figures(
      { ingest: { aws_calls: { 'sqs:SendMessage': 10 } }, dispatch: { aws_calls: { 'sqs:SendMessageBatch': 10 } } },
      { ReceiveMessage: 5, DeleteMessageBatch: 5, 'ReceiveMessage (empty)': 1_000 },
    );
    expect(dollars(calls, 'SQS standard, requests of functions')).toBeCloseTo(0.4);
    expect(dollars(calls, 'SQS FIFO, requests of functions')).toBeCloseTo(0.5);
    expect(dollars(calls, 'SQS, requests of pollers')).toBeCloseTo(0.5);
  });

  it('bills a write that a condition refused as one unit', () => {
    expect(dollars(figures({ ingest: { refused_writes: 20 } }), 'DynamoDB, refused writes')).toBeCloseTo(1.25);
  });

  it('lets a function wait for messages that it takes off a queue and deletes itself', () => {
    const [without, with_] = [{}, { 'sqs:ReceiveMessage': 20, 'sqs:DeleteMessageBatch': 10 }].map((aws_calls) =>
      makeBill(figures({ ingest: { invocations: 10, aws_calls } }), SIZES, MILLION),
    );
    const gbMs = (bill = without): number => bill?.find(({ what }) => what === 'Lambda, GB-ms')?.quantity ?? NaN;
    expect((gbMs(with_) - gbMs(without)) / 1_000_000).toBeCloseTo(18);
  });

  it('gives less memory less of a core, so the same work takes longer', () => {
    const [large, small] = [{ memory: 1_769 }, { memory: 177 }].map((ingest) =>
      makeBill(figures({ ingest: { invocations: 10, cpu_ms: 1_000 } }), { ingest }, MILLION),
    );
    const gbMs = (bill = large): number => bill?.find(({ what }) => what === 'Lambda, GB-ms')?.quantity ?? NaN;
    expect(gbMs(large) / 1_000_000).toBeCloseTo(106 * (1_769 / 1_024));
    expect(gbMs(small)).toBeGreaterThan(0.9 * gbMs(large));
  });

  it('knows the size of every function that was called', () => {
    expect(() => makeBill(figures({ unheard: { invocations: 1 } }), SIZES, MILLION)).toThrow('no function unheard');
  });

  it('is the sum of its lines', () => {
    const bill = makeBill(figures({ ingest: { invocations: 10 } }), SIZES, MILLION);
    const api = 1_000_000 * PRICES.httpRequest;
    expect(totalOf(bill)).toBeGreaterThan(api);
    expect(totalOf(bill)).toBeCloseTo(bill.reduce((sum, line) => sum + line.dollars, 0));
  });
});
