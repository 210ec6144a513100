import type { Measured } from './pipeline';

/** A limit of AWS, or of our own stage settings, and what a rate of alerts needs of it. */
export interface Need {
  readonly what: string;
  readonly needed: number;
  readonly limit: number;
  /** Which setting or quota raises it. */
  readonly raise: string;
}

/** Share of the transitions that open an incident: triggered and resolved, half and half. */
const OPENING = 0.5;
/** A single item of the table takes no more than this a second (DynamoDB's limit of a partition). */
const ITEM_WRITES = 1_000;

/** What a rate makes of calls, and how many copies of each function that keeps busy. */
interface Load {
  readonly rate: number;
  readonly batches: number;
  readonly openings: number;
  readonly deliveries: number;
  readonly copies: { readonly ingest: number; readonly process: number; readonly deliver: number };
}

function loadAt(rate: number, measured: Measured): Load {
  const batches = rate / measured.processBatch;
  const deliveries = rate * measured.transitions * measured.endpoints;
  return {
    rate,
    batches,
    openings: rate * measured.transitions * OPENING,
    deliveries,
    copies: {
      ingest: rate * measured.ingestSeconds,
      process: batches * measured.processSeconds,
      deliver: deliveries * measured.deliverSeconds,
    },
  };
}

/**
 * What a steady rate of alerts needs of everything that has a limit. Limits are AWS's defaults in us-east-1 and the
 * settings of the stage `prod`; sources are in docs/scaling.md.
 */
export function needsAt(rate: number, measured: Measured): readonly Need[] {
  const load = loadAt(rate, measured);
  return [...ofFunctions(load), ...ofTheTable(load, measured)];
}

function ofFunctions({ rate, deliveries, copies }: Load): readonly Need[] {
  const stage = 'in lib/shared/stage.ts';
  const all = copies.ingest + copies.process + copies.deliver;
  return [
    need('requests a second (stage)', rate, 1_000, `throttle ${stage}`),
    need('requests a second (account)', rate, 10_000, 'quota: API Gateway throttle rate'),
    need('copies of process', copies.process, 20, `concurrency.process ${stage}`),
    need('copies of deliver', copies.deliver, 100, `concurrency.deliver ${stage}`),
    need('copies of all functions (account)', all, 1_000, 'quota: Lambda concurrent executions'),
    need('FIFO sends a second', deliveries, 70_000, 'quota: SQS FIFO high throughput'),
    // Lambda adds 300 concurrent polls a minute (AWS Lambda's documentation of SQS triggers).
    need('minutes until enough polls run', copies.process / 300, 5, 'provisioned pollers of the mapping'),
  ];
}

function ofTheTable({ rate, batches, openings }: Load, { writeUnits, readUnits }: Measured): readonly Need[] {
  // One append for all that a batch opens.
  const appends = Math.min(openings, batches);
  return [
    need('table write units a second', rate * writeUnits, 40_000, 'quota: write throughput of a table on demand'),
    need('table read units a second', rate * readUnits, 40_000, 'quota: read throughput of a table on demand'),
    need('writes of the ledger of numbers a second', appends, ITEM_WRITES, 'nothing: it is one item at a time'),
    need('writes of one entity a second, were all alerts of it', batches, ITEM_WRITES, 'nothing: see docs/scaling.md'),
  ];
}

function need(what: string, needed: number, limit: number, raise: string): Need {
  return { what, needed, limit, raise };
}

/** The limits that a rate goes over, the worst first. */
export function exceeded(needs: readonly Need[]): readonly Need[] {
  return needs
    .filter(({ needed, limit }) => needed > limit)
    .toSorted((a, b) => b.needed / b.limit - a.needed / a.limit);
}
