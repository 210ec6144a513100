import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ENV } from '../../core/contracts/environment';
import { grantReadLedger } from '../monitoring/ledger-watch';
import type { Deployment } from '../shared/deployment';
import { TocsinFunction } from '../shared/tocsin-function';
import type { WorkQueue } from '../shared/work-queue';
import type { Storage } from '../storage/storage';

export interface ManagementProps {
  readonly deployment: Deployment;
  readonly storage: Storage;
  readonly deliveries: WorkQueue;
  readonly timers: WorkQueue;
}

/** What people and scripts talk to: alert status, management, incidents; and, invoked directly, the first account and token. */
export class Management extends Construct {
  readonly api: TocsinFunction;

  constructor(scope: Construct, id: string, { deployment, storage, deliveries, timers }: ManagementProps) {
    super(scope, id);
    const { stage } = deployment;
    this.api = new TocsinFunction(this, 'Api', {
      deployment,
      name: 'api',
      description: 'Alert status, management and incidents over HTTP; bootstrap by direct invocation',
      // The largest bundle and people waiting for it: CPU for the cold start.
      memory: 512,
      // Below the API's own 30 seconds, so that a slow request ends with our error and not with the gateway's.
      timeout: Duration.seconds(20),
      failureMeans:
        'Status polling, management and the incident routes answer with 500; alerts are still taken and delivered.',
      environment: {
        [ENV.table]: storage.table.name,
        [ENV.deliveriesQueueUrl]: deliveries.queue.queueUrl,
        [ENV.timersQueueUrl]: timers.queue.queueUrl,
        [ENV.signingSecretArn]: storage.signingSecret.arn,
        [ENV.endpointSecretArn]: storage.endpointSecret.arn,
        [ENV.endpointAllow]: stage.endpointAllow,
        [ENV.endpointHttpsOnly]: String(stage.endpointHttpsOnly),
        [ENV.alertRetentionDays]: String(stage.alertRetentionDays),
        [ENV.requestsPerMinute]: String(stage.limits.requestsPerMinute),
      },
    });
    storage.table.grant(this.api, [
      'GetItem',
      'BatchGetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      // Something is made only while what it is made in is there.
      'ConditionCheckItem',
    ]);
    // Redeliveries, replays and tests go the way of what dispatch sends.
    deliveries.grantSend(this.api);
    // Snoozes end by timers.
    timers.grantSend(this.api);
    grantReadLedger(this.api, deliveries);
    storage.signingSecret.grantRead(this.api);
    storage.endpointSecret.grantRead(this.api);
  }
}
