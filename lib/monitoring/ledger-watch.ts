import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ENV } from '../../core/contracts/environment';
import type { Deployment } from '../shared/deployment';
import { runAtRate } from '../shared/run-at-rate';
import { TocsinFunction } from '../shared/tocsin-function';
import type { WorkQueue } from '../shared/work-queue';
import { stageMetric } from './stage-metric';

/** Twice a check is a second look at the same hour; more often would only cost more. */
const EVERY = Duration.minutes(15);
/** Two readings of CloudWatch, five tries of three seconds each at the worst. */
const TIMEOUT = Duration.seconds(45);

export interface LedgerWatchProps {
  readonly deployment: Deployment;
  readonly deliveries: WorkQueue;
}

/** Looks again and again whether the ledger adds up, and the alarm when it does not. */
export class LedgerWatch extends Construct {
  constructor(scope: Construct, id: string, { deployment, deliveries }: LedgerWatchProps) {
    super(scope, id);
    const ledger = new TocsinFunction(this, 'Ledger', {
      deployment,
      name: 'ledger',
      description: 'Looks whether everything that came in has ended',
      // A run that was throttled is followed by the next, which looks at the same hour.
      seldom: true,
      memory: 256,
      timeout: TIMEOUT,
      failureMeans:
        'Nobody looks whether accepted alerts and due deliveries got lost; alerts are taken and delivered as ever.',
      environment: { [ENV.deliveriesQueueUrl]: deliveries.queue.queueUrl },
    });
    grantReadLedger(ledger, deliveries);
    runAtRate(this, 'Schedule', { runs: ledger, every: EVERY, description: 'Looks whether the ledger adds up' });
    deployment.alarms.add(this, 'Drift', {
      name: 'The ledger does not add up',
      means:
        'Alerts that were answered with 200, or webhooks of transitions, did not end within the time they may take.',
      // One look in each period: the alarm stays on as long as the drift is told of.
      metric: stageMetric(deployment.stage, 'ledgerDrift', { period: EVERY }),
      above: 0,
    });
  }
}

/** What reading the ledger takes: the metrics, and how many deliveries wait for an earlier one of their incident. */
export function grantReadLedger(reader: TocsinFunction, deliveries: WorkQueue): void {
  reader.allowEverywhere(
    'cloudwatch:GetMetricData',
    'CloudWatch knows no resources for GetMetricData: who may read one metric may read all of the account’s.',
  );
  reader.allow({ actions: ['sqs:GetQueueAttributes'], resources: [deliveries.queue.queueArn] });
}
