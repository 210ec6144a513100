import type { Limits, Measured } from './pipeline';

/**
 * Measured by `npm run cost` on 2026-11-22 (docs/cost.md, workload of 10 % transitions): units and batches as counted,
 * with the writes that a condition refused, which take of the table's throughput as well. A batch of process is one of
 * when many alerts wait; seconds are the CPU time at the function's share of a core plus the waits that
 * scripts/cost/bill.ts assumes.
 */
export const MEASURED: Measured = {
  transitions: 0.1,
  endpoints: 1,
  ingestSeconds: 0.02,
  processSeconds: 1,
  dispatchSeconds: 0.15,
  deliverSeconds: 0.21,
  processBatch: 50,
  dispatchBatch: 100,
  writeUnits: 2.46,
  readUnits: 1.47,
};

/** The stage `prod` in an account with AWS's default quotas. */
export const DEFAULT_LIMITS: Limits = {
  requests: 1_000,
  ingestCopies: 880,
  processCopies: 20,
  deliverCopies: 100,
  // A table of one partition has one shard, and dispatch reads it twice over (parallelizationFactor).
  streamShards: 2,
  writeUnits: 40_000,
};
