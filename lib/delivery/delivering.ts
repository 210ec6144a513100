import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ENV } from '../../core/contracts/environment';
import { DELIVERY_RECEIVES, TIMEOUT_SECONDS } from '../../core/contracts/pipeline-limits';
import { ALARM_PERIOD } from '../monitoring/alarm-board';
import { stageMetric } from '../monitoring/stage-metric';
import type { Deployment } from '../shared/deployment';
import { consumeQueue } from '../shared/queue-consumer';
import { TocsinFunction } from '../shared/tocsin-function';
import { WorkQueue } from '../shared/work-queue';
import type { Storage } from '../storage/storage';

const DELIVER_TIMEOUT = Duration.seconds(TIMEOUT_SECONDS.deliver);

/** From the deliveries queue to the endpoints: signed HTTP attempts, in order per endpoint and incident. */
export class Delivering extends Construct {
  readonly deliveries: WorkQueue;

  constructor(
    scope: Construct,
    id: string,
    { deployment, storage }: { readonly deployment: Deployment; readonly storage: Storage },
  ) {
    super(scope, id);
    this.deliveries = new WorkQueue(this, 'Deliveries', {
      deployment,
      alarmName: 'Deliveries are dead-lettered',
      failureMeans:
        'Webhooks of some incidents were given up: other systems do not know that they were triggered, acknowledged or resolved.',
      consumerTimeout: DELIVER_TIMEOUT,
      maxReceiveCount: DELIVERY_RECEIVES,
      fifo: true,
    });
    alarmOnDeadLettered(this, deployment);
    alarmOnDisabled(this, deployment);
    const deliver = deliverFunction(this, { deployment, storage, deliveries: this.deliveries });
    consumeQueue(this, 'DeliveriesToDeliver', {
      queue: this.deliveries.queue,
      consumer: deliver,
      // One: in a larger batch a slow endpoint would hold back the deliveries to all others that came with it.
      batchSize: 1,
      maxConcurrency: deployment.stage.concurrency.deliver,
    });
  }
}

/** Deliveries that deliver itself gave up never reach the dead-letter queue, so its alarm does not see them. */
function alarmOnDeadLettered(scope: Construct, deployment: Deployment): void {
  deployment.alarms.add(scope, 'GivenUp', {
    name: 'Deliveries are given up',
    means:
      'An endpoint failed for days: its system does not know of some incidents, until the deliveries are sent again.',
    metric: stageMetric(deployment.stage, 'deadLetteredDeliveries', { period: ALARM_PERIOD }),
    above: 0,
  });
}

function alarmOnDisabled(scope: Construct, deployment: Deployment): void {
  deployment.alarms.add(scope, 'Disabled', {
    name: 'Endpoints are disabled',
    means:
      'An endpoint failed for days or said that it is gone: its system is told nothing until the integration is enabled again.',
    metric: stageMetric(deployment.stage, 'disabledEndpoints', { period: ALARM_PERIOD }),
    above: 0,
  });
}

interface DeliverParts {
  readonly deployment: Deployment;
  readonly storage: Storage;
  readonly deliveries: WorkQueue;
}

function deliverFunction(scope: Construct, { deployment, storage, deliveries }: DeliverParts): TocsinFunction {
  const deliver = new TocsinFunction(scope, 'Deliver', {
    deployment,
    name: 'deliver',
    description: 'Makes one signed HTTP attempt of a delivery and records it',
    // It waits for endpoints, and waiting is billed by the MB: the least that holds Node, the SDK and a 4 KB answer well.
    memory: 256,
    timeout: DELIVER_TIMEOUT,
    failureMeans:
      'Webhooks come late: attempts could not be made or recorded and are made again, possibly twice with the same id.',
    environment: {
      [ENV.table]: storage.table.name,
      [ENV.deliveriesQueueUrl]: deliveries.queue.queueUrl,
      [ENV.endpointSecretArn]: storage.endpointSecret.arn,
      [ENV.endpointAllow]: deployment.stage.endpointAllow,
      [ENV.endpointHttpsOnly]: String(deployment.stage.endpointHttpsOnly),
      [ENV.alertRetentionDays]: String(deployment.stage.alertRetentionDays),
    },
  });
  storage.table.grant(deliver, [
    'GetItem',
    'BatchGetItem',
    'Query',
    'PutItem',
    'UpdateItem',
    'DeleteItem',
    'ConditionCheckItem',
  ]);
  storage.endpointSecret.grantRead(deliver);
  // What was held back comes from here, and what endpoints are told of one that is disabled.
  deliveries.grantSend(deliver);
  // The time until the next attempt is the message's visibility timeout.
  deliver.allow({ actions: ['sqs:ChangeMessageVisibility'], resources: [deliveries.queue.queueArn] });
  return deliver;
}
