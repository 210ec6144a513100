import { LEDGER_NAMESPACE, type LedgerFact } from '../../core/contracts/ledger';
import { METRICS_DIMENSION } from '../../core/contracts/metrics';
import type { Micros } from '../../core/contracts/incident';
import { minuteOf } from '../../core/domain/ledger/ledger-series';
import type { LedgerBooks, LedgerRange } from '../../core/usecases/ports';
import type { JsonCaller } from '../aws-json';

/** What GetMetricData says of one metric (CloudWatch's reference); a page may have a part of it. */
interface MetricDataResult {
  readonly Id: string;
  /** Seconds since 1970, in the order of the values. */
  readonly Timestamps?: readonly number[];
  readonly Values?: readonly number[];
  readonly StatusCode: 'Complete' | 'PartialData' | 'InternalError' | 'Forbidden';
}

type Counts = Map<Micros, number>;

/** The ledger as CloudWatch adds it up from the lines of the functions of a stage. */
export function createLedgerBooks(cloudwatch: JsonCaller<'cloudwatch'>, stage: string): LedgerBooks {
  return {
    async read(facts, range) {
      const input = { ...timesOf(range), MetricDataQueries: facts.map((fact, index) => queryOf(fact, index, stage)) };
      const counts = facts.map((): Counts => new Map());
      let next: unknown;
      do {
        const page = await cloudwatch.call('GetMetricData', next === undefined ? input : { ...input, NextToken: next });
        for (const result of page['MetricDataResults'] as readonly MetricDataResult[]) take(counts, result);
        next = page['NextToken'];
      } while (typeof next === 'string' && next !== '');
      return new Map(facts.map((fact, index) => [fact, counts[index] ?? new Map<Micros, number>()]));
    },
  };
}

/** Whole minutes, in seconds: the end is not included. */
function timesOf({ from, to }: LedgerRange): { readonly StartTime: number; readonly EndTime: number } {
  return { StartTime: minuteOf(from) / 1_000_000, EndTime: minuteOf(to) / 1_000_000 };
}

function queryOf(fact: LedgerFact, index: number, stage: string) {
  return {
    // Ids begin with a small letter.
    Id: `m${index}`,
    MetricStat: {
      Metric: {
        Namespace: LEDGER_NAMESPACE,
        MetricName: fact,
        Dimensions: [{ Name: METRICS_DIMENSION, Value: stage }],
      },
      Period: 60,
      Stat: 'Sum',
    },
  };
}

function take(counts: readonly Counts[], { Id, Timestamps = [], Values = [], StatusCode }: MetricDataResult): void {
  // With a part missing everything would seem to have got lost. (Where there is more on the next page, it says PartialData.)
  if (StatusCode !== 'Complete' && StatusCode !== 'PartialData')
    throw new Error(`CloudWatch could not read a metric of the ledger: ${StatusCode}.`);
  const ofFact = counts[Number(Id.slice(1))];
  Timestamps.forEach((seconds, index) => ofFact?.set(seconds * 1_000_000, Values[index] ?? 0));
}
