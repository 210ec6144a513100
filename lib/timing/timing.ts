import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ENV } from '../../core/contracts/environment';
import type { Deployment } from '../shared/deployment';
import { consumeQueue } from '../shared/queue-consumer';
import { TocsinFunction } from '../shared/tocsin-function';
import { WorkQueue } from '../shared/work-queue';
import type { Storage } from '../storage/storage';

/** Ten timers are ten reads, and as many writes or sends, side by side. */
const TIMER_TIMEOUT = Duration.seconds(30);

/**
 * Timers of incidents: messages that wait in a queue until they are due, each no longer than SQS delays one, and the
 * function that looks at them then.
 */
export class Timing extends Construct {
  /** Who sets timers sends them here. */
  readonly timers: WorkQueue;

  constructor(
    scope: Construct,
    id: string,
    { deployment, storage }: { readonly deployment: Deployment; readonly storage: Storage },
  ) {
    super(scope, id);
    this.timers = new WorkQueue(this, 'Timers', {
      deployment,
      alarmName: 'Timers are dead-lettered',
      failureMeans:
        'Some incidents are not resolved by themselves, or stay acknowledged after their time, until someone redrives their timers.',
      consumerTimeout: TIMER_TIMEOUT,
      deadLettersStay: true,
      // 400 receives, 180 seconds apart, are 20 hours: an outage of the table, and the night before somebody looks.
      maxReceiveCount: 400,
    });
    const timer = new TocsinFunction(this, 'Timer', {
      deployment,
      name: 'timer',
      description: 'Resolves incidents, or returns them to triggered, when their time is up',
      // A handful of calls that nobody waits for.
      seldom: true,
      memory: 256,
      timeout: TIMER_TIMEOUT,
      failureMeans: 'Incidents are resolved by themselves, or returned to triggered, later than they should be.',
      environment: { [ENV.table]: storage.table.name, [ENV.timersQueueUrl]: this.timers.queue.queueUrl },
    });
    storage.table.grantChangeEntities(timer);
    this.timers.grantSend(timer);
    consumeQueue(this, 'TimersToTimer', { queue: this.timers.queue, consumer: timer, batchSize: 10 });
  }
}
