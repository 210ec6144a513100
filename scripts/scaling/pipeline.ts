import type { StageOfWork } from './fluid-model';

/** What was measured of one alert's way (docs/benchmarks.md, docs/cost.md), and what is assumed of AWS's own waits. */
export interface Measured {
  /** Share of alerts that make a transition. */
  readonly transitions: number;
  /** Endpoints that want each transition. */
  readonly endpoints: number;
  /** Seconds that a call of a function takes. */
  readonly ingestSeconds: number;
  readonly processSeconds: number;
  readonly dispatchSeconds: number;
  /** With the endpoint's answer. */
  readonly deliverSeconds: number;
  /** Records that a call of a function gets when there are many. */
  readonly processBatch: number;
  readonly dispatchBatch: number;
  /** Table units per alert. */
  readonly writeUnits: number;
  readonly readUnits: number;
}

/** The limits that a deployment runs under: AWS's default quotas and the stage's own settings. */
export interface Limits {
  /** Requests a second that the HTTP API lets in. */
  readonly requests: number;
  /** Copies of functions that run at once. */
  readonly ingestCopies: number;
  readonly processCopies: number;
  readonly deliverCopies: number;
  /** Shards of the table's stream that dispatch reads at once. */
  readonly streamShards: number;
  /** Write units a second of the table. */
  readonly writeUnits: number;
}

/** The stages of an alert's way under these limits, in their order. */
export function pipelineOf(measured: Measured, limits: Limits): readonly StageOfWork[] {
  const transitions = measured.transitions;
  return [
    {
      name: 'ingest',
      workPerAlert: 1,
      capacity: Math.min(limits.requests, limits.ingestCopies / measured.ingestSeconds),
    },
    {
      name: 'process',
      workPerAlert: 1,
      capacity: Math.min(
        (limits.processCopies * measured.processBatch) / measured.processSeconds,
        limits.writeUnits / measured.writeUnits,
      ),
    },
    {
      name: 'dispatch',
      workPerAlert: transitions,
      capacity: (limits.streamShards * measured.dispatchBatch) / measured.dispatchSeconds,
    },
    {
      name: 'deliver',
      workPerAlert: transitions * measured.endpoints,
      capacity: limits.deliverCopies / measured.deliverSeconds,
    },
  ];
}
