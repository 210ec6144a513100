/**
 * How a storm goes through a chain of stages, each with a queue before it: work flows like water. Exact enough where
 * alerts are many, and checked against a simulation of single alerts (test/unit/scripts/scaling).
 */

/** A stage that takes work from its queue. */
export interface StageOfWork {
  readonly name: string;
  /** Units of work that one alert makes here: 0.1 when one alert in ten makes a transition. */
  readonly workPerAlert: number;
  /** Units of work that it does in a second, at most. */
  readonly capacity: number;
}

/** A storm: so many alerts a second for so many seconds. */
export interface Storm {
  readonly rate: number;
  readonly seconds: number;
}

/** What a stage's queue goes through. */
export interface Backlog {
  readonly name: string;
  /** Units of work waiting at the worst moment. */
  readonly most: number;
  /** Seconds that the unluckiest unit of work waits before this stage. */
  readonly longestWait: number;
  /** Seconds from the storm's begin until its queue is empty again. */
  readonly drainedAfter: number;
}

/** Work arriving at a constant rate until a time. */
interface Inflow {
  readonly rate: number;
  readonly until: number;
}

/**
 * The backlogs of a storm, stage by stage. What comes out of a stage flows at the smaller of what comes in and what it can
 * do, for as long as it has work; that is what flows into the next.
 */
export function followStorm(storm: Storm, stages: readonly StageOfWork[]): readonly Backlog[] {
  let inflow: Inflow = { rate: storm.rate, until: storm.seconds };
  return stages.map((stage) => {
    const { backlog, outflow } = passThrough(stage, inflow);
    inflow = outflow;
    return backlog;
  });
}

/** @param inflow alerts a second, as the stage before lets them through. */
function passThrough(
  { name, workPerAlert, capacity }: StageOfWork,
  inflow: Inflow,
): { readonly backlog: Backlog; readonly outflow: Inflow } {
  const arriving = inflow.rate * workPerAlert;
  const surplus = Math.max(0, arriving - capacity);
  const most = surplus * inflow.until;
  const longestWait = most / capacity;
  const drainedAfter = inflow.until + longestWait;
  const rate = Math.min(inflow.rate, workPerAlert === 0 ? Infinity : capacity / workPerAlert);
  return { backlog: { name, most, longestWait, drainedAfter }, outflow: { rate, until: drainedAfter } };
}
