import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { TocsinFunction } from './tocsin-function';

export interface RunAtRateProps {
  readonly runs: TocsinFunction;
  /** Whole minutes, one at least: EventBridge knows nothing shorter. */
  readonly every: Duration;
  /** What the runs are for, as the console of EventBridge shows it. */
  readonly description: string;
}

/** The least that EventBridge and Lambda take. A run that could not begin by then is made up for by the next. */
const STALE_AFTER = Duration.minutes(1);

/**
 * Runs a function at a fixed rate, the first time one period after the deployment. What runs has to bear to be run twice
 * for one period (EventBridge promises at least once), late, or not at all.
 *
 * A rule, not EventBridge Scheduler: that one needs a role that may invoke the function, a rule only needs the function's
 * permission for this one rule; neither costs anything.
 *
 * No retries and no dead-letter queue, neither of the rule (which retries what Lambda refuses) nor of Lambda (which retries
 * what the function throws): a run carries no work of its own that could get lost, and the next one looks at the same
 * things with fresher eyes. That runs fail is told by the function's alarm.
 */
export function runAtRate(scope: Construct, id: string, { runs, every, description }: RunAtRateProps): Rule {
  runs.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: STALE_AFTER });
  return new Rule(scope, id, {
    description,
    schedule: Schedule.rate(every),
    // Its permission names this rule: no other rule may invoke the function.
    targets: [new LambdaFunction(runs.lambda, { retryAttempts: 0, maxEventAge: STALE_AFTER })],
  });
}
