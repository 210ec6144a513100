import { Construct } from 'constructs';
import { ENV } from '../../core/contracts/environment';
import type { Deployment } from '../shared/deployment';
import { consumeQueue } from '../shared/queue-consumer';
import { TocsinFunction } from '../shared/tocsin-function';
import { DEAD_LETTER_TIMEOUT, type WorkQueue } from '../shared/work-queue';
import type { Storage } from '../storage/storage';

export interface DeadLettersProps {
  readonly deployment: Deployment;
  readonly storage: Storage;
  readonly alerts: WorkQueue;
  readonly deliveries: WorkQueue;
}

/** Where nothing ends silently: a dead-lettered alert becomes failed with a reason, a delivery becomes visible as dead-lettered. */
export class DeadLetters extends Construct {
  constructor(scope: Construct, id: string, { deployment, storage, alerts, deliveries }: DeadLettersProps) {
    super(scope, id);
    const deadLetter = new TocsinFunction(this, 'DeadLetter', {
      deployment,
      name: 'dead-letter',
      description: 'Records how dead-lettered alerts and deliveries ended',
      // Runs rarely and nobody waits for it.
      seldom: true,
      memory: 256,
      timeout: DEAD_LETTER_TIMEOUT,
      failureMeans:
        'Alerts and deliveries that failed are not shown as failed yet; their messages stay in the dead-letter queues for 14 days.',
      environment: {
        [ENV.table]: storage.table.name,
        [ENV.alertRetentionDays]: String(deployment.stage.alertRetentionDays),
        [ENV.signingSecretArn]: storage.signingSecret.arn,
      },
    });
    // Trace ids of a body's elements are made from the request's; each of them has to be shown as failed.
    storage.signingSecret.grantRead(deadLetter);
    // Query: a large body is kept in parts, and reading a delivery reads them.
    storage.table.grant(deadLetter, ['GetItem', 'Query', 'PutItem', 'UpdateItem']);
    consumeQueue(this, 'AlertsToDeadLetter', { queue: alerts.deadLetterQueue, consumer: deadLetter, batchSize: 10 });
    consumeQueue(this, 'DeliveriesToDeadLetter', {
      queue: deliveries.deadLetterQueue,
      consumer: deadLetter,
      batchSize: 10,
    });
  }
}
