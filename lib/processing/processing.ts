import { Construct } from 'constructs';
import { ALERTS_BATCH } from '../../core/contracts/alerts-batch';
import { ENV } from '../../core/contracts/environment';
import type { Deployment } from '../shared/deployment';
import { consumeQueue } from '../shared/queue-consumer';
import { TocsinFunction } from '../shared/tocsin-function';
import type { WorkQueue } from '../shared/work-queue';
import type { Storage } from '../storage/storage';
import { PROCESS_TIMEOUT } from './processing-limits';

export interface ProcessingProps {
  readonly deployment: Deployment;
  readonly storage: Storage;
  readonly alerts: WorkQueue;
}

/** From the alerts queue to the table: mapping, rules, binding. */
export class Processing extends Construct {
  constructor(scope: Construct, id: string, { deployment, storage, alerts }: ProcessingProps) {
    super(scope, id);
    const process = new TocsinFunction(this, 'Process', {
      deployment,
      name: 'process',
      description: 'Binds alerts into incidents',
      // Conditions, mappings and compression are CPU; below 512 MB a batch takes longer for the same money.
      memory: 512,
      timeout: PROCESS_TIMEOUT,
      failureMeans:
        'Accepted alerts are not bound yet: incidents and webhooks come late. Nothing is lost, the queue brings them again.',
      environment: {
        [ENV.table]: storage.table.name,
        [ENV.alertsQueueUrl]: alerts.queue.queueUrl,
        [ENV.signingSecretArn]: storage.signingSecret.arn,
        [ENV.alertRetentionDays]: String(deployment.stage.alertRetentionDays),
      },
    });
    storage.table.grant(process, ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem']);
    // It makes the trace ids of a body's elements, and puts a body with very many back on the queue in parts.
    storage.signingSecret.grantRead(process);
    alerts.grantSend(process);
    consumeQueue(this, 'AlertsToProcess', {
      queue: alerts.queue,
      consumer: process,
      // Alerts of one batch on the same entity are one write. Lambda gives more than one receive's only with a batching
      // window, for which a lone alert would wait, too: process takes more by itself when it is given a full batch.
      batchSize: ALERTS_BATCH,
      maxConcurrency: deployment.stage.concurrency.process,
    });
  }
}
