import { Duration } from 'aws-cdk-lib';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { TIMEOUT_SECONDS, VISIBILITY_FACTOR } from '../../core/contracts/pipeline-limits';
import { ALARM_PERIOD } from '../monitoring/alarm-board';
import type { Deployment } from './deployment';
import type { TocsinFunction } from './tocsin-function';

export interface WorkQueueProps {
  readonly deployment: Deployment;
  /** The alarm's name, as a sentence: the heading in the runbook. */
  readonly alarmName: string;
  /** What it means to users when a message ends in the dead-letter queue. Required: a queue nobody can say this of is not understood. */
  readonly failureMeans: string;
  /** Timeout of the function that works on it, for the visibility timeout. */
  readonly consumerTimeout: Duration;
  /** How many receives before a message is dead-lettered. */
  readonly maxReceiveCount: number;
  /**
   * No function consumes the dead-letter queue: what is in it waits for a person, so one metric sees it.
   */
  readonly deadLettersStay?: true;
  /** In order per message group, each message id taken once in five minutes. */
  readonly fifo?: boolean;
}

/** Longest that SQS keeps a message: two weekends and the week between to notice and redrive. */
const RETENTION = Duration.days(14);
/** Timeout of the dead-letter function, which consumes the dead-letter queues. */
export const DEAD_LETTER_TIMEOUT = Duration.seconds(TIMEOUT_SECONDS.deadLetter);

/** A queue with work in it: encrypted, TLS only, kept for 14 days, and never without a dead-letter queue and its alarm. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    this.deadLetterQueue = new Queue(this, 'DeadLetters', queueProps(props, DEAD_LETTER_TIMEOUT));
    this.queue = new Queue(this, 'Queue', {
      ...queueProps(props, props.consumerTimeout),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: props.maxReceiveCount },
    });
    this.addAlarm(props);
  }

  /** Lets a function put messages in. */
  grantSend(sender: TocsinFunction): void {
    sender.allow({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] });
  }

  private addAlarm({ deployment, alarmName, failureMeans, deadLettersStay }: WorkQueueProps): void {
    const { deadLetterQueue: queue } = this;
    deployment.alarms.add(this, 'DeadLettered', {
      name: alarmName,
      means: failureMeans,
      // The messages that SQS itself moves here never count as "sent", and where a function consumes the dead-letter queue
      // they are gone before anyone could see them waiting. Should nobody take them out there, the ledger misses them; a
      // second metric in each of these alarms would cost as much as the ledger's.
      metric:
        deadLettersStay === true
          ? queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period: ALARM_PERIOD })
          : queue.metricNumberOfMessagesReceived({ statistic: 'Sum', period: ALARM_PERIOD }),
      above: 0,
    });
  }
}

function queueProps(props: WorkQueueProps, consumerTimeout: Duration): QueueProps {
  return {
    retentionPeriod: RETENTION,
    visibilityTimeout: Duration.seconds(consumerTimeout.toSeconds() * VISIBILITY_FACTOR),
    // SQS's own keys: encryption at rest without a bill per call.
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    ...(props.fifo === true && {
      fifo: true,
      // Senders name the message (its delivery id); two deliveries with the same body are still two.
      contentBasedDeduplication: false,
      // Both together switch on high throughput: the 300 a second limit then holds per group, not for the whole queue.
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
    }),
  };
}
