import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ENV } from '../../core/contracts/environment';
import { HEAD_SORT_KEY, TRANSITIONED_ATTRIBUTE } from '../../core/contracts/keys';
import { STREAM_RECORD_SECONDS } from '../../core/contracts/pipeline-limits';
import { ALARM_PERIOD } from '../monitoring/alarm-board';
import type { Deployment } from '../shared/deployment';
import { consumeQueue } from '../shared/queue-consumer';
import { TocsinFunction } from '../shared/tocsin-function';
import { WorkQueue } from '../shared/work-queue';
import type { Storage } from '../storage/storage';

export interface DispatchingProps {
  readonly deployment: Deployment;
  readonly storage: Storage;
  readonly deliveries: WorkQueue;
  readonly timers: WorkQueue;
}

/** Reading a handful of endpoints and sending a few messages per record, a hundred records at most. */
const DISPATCH_TIMEOUT = Duration.seconds(30);
const REDISPATCH_TIMEOUT = Duration.seconds(30);

/**
 * From the table's stream to the deliveries queue, and to the timers queue where a service has timeouts. What dispatch gives up on goes to a queue of its own, from which
 * redispatch reads the same records in the stream again: a fault costs time, not transitions.
 */
export class Dispatching extends Construct {
  private readonly props: DispatchingProps;
  private readonly failures: WorkQueue;

  constructor(scope: Construct, id: string, props: DispatchingProps) {
    super(scope, id);
    this.props = props;
    this.failures = new WorkQueue(this, 'Failures', {
      deployment: props.deployment,
      alarmName: 'Transitions are not dispatched',
      failureMeans:
        'Transitions of incidents made no deliveries: other systems are not told of them until someone redrives them, within 24 hours.',
      consumerTimeout: REDISPATCH_TIMEOUT,
      deadLettersStay: true,
      // 400 receives, 180 seconds apart, are 20 hours. The stream keeps records for 24: later tries find nothing.
      maxReceiveCount: 400,
    });
    this.addDispatch();
    this.addRedispatch();
  }

  private addDispatch(): void {
    const { deployment, storage } = this.props;
    const dispatch = new TocsinFunction(this, 'Dispatch', {
      deployment,
      name: 'dispatch',
      description: "Makes a delivery of each transition for each wanting endpoint of the incident's service",
      // Short work in a row per shard: CPU is what keeps the stream from falling behind.
      memory: 512,
      timeout: DISPATCH_TIMEOUT,
      failureMeans: 'Webhooks come late: transitions are not turned into deliveries yet and are tried again.',
      environment: this.environment(),
    });
    this.grantDispatching(dispatch);
    storage.table.grantPollStream(dispatch);
    this.failures.grantSend(dispatch);
    mapStream(this, { dispatch, streamArn: storage.table.streamArn, failuresArn: this.failures.queue.queueArn });
    deployment.alarms.add(dispatch, 'Behind', {
      name: 'Dispatch falls behind the stream',
      means:
        'Webhooks come late by minutes: dispatch does not keep up with the transitions, or one record holds up its shard.',
      metric: dispatch.lambda.metric('IteratorAge', { period: ALARM_PERIOD, statistic: 'Maximum' }),
      // Milliseconds.
      above: Duration.minutes(5).toMilliseconds(),
    });
  }

  private addRedispatch(): void {
    const { deployment, storage } = this.props;
    const redispatch = new TocsinFunction(this, 'Redispatch', {
      deployment,
      name: 'redispatch',
      description: 'Reads records that dispatch gave up on from the stream again and dispatches them',
      // Runs rarely and nobody waits for it.
      seldom: true,
      memory: 256,
      timeout: REDISPATCH_TIMEOUT,
      failureMeans:
        'Transitions that could not be dispatched at first still wait: their webhooks come late, or not at all after 20 hours.',
      environment: { ...this.environment(), [ENV.tableStreamArn]: storage.table.streamArn },
    });
    this.grantDispatching(redispatch);
    storage.table.grantReadStream(redispatch);
    // One message stands for up to a hundred records: one at a time has the whole timeout.
    consumeQueue(this, 'FailuresToRedispatch', { queue: this.failures.queue, consumer: redispatch, batchSize: 1 });
  }

  private environment(): Readonly<Record<string, string>> {
    const { storage, deliveries, timers } = this.props;
    return {
      [ENV.table]: storage.table.name,
      [ENV.deliveriesQueueUrl]: deliveries.queue.queueUrl,
      [ENV.timersQueueUrl]: timers.queue.queueUrl,
    };
  }

  private grantDispatching(dispatcher: TocsinFunction): void {
    this.props.storage.table.grant(dispatcher, ['GetItem', 'Query']);
    this.props.storage.table.grantNoteResolved(dispatcher);
    this.props.deliveries.grantSend(dispatcher);
    this.props.timers.grantSend(dispatcher);
  }
}

interface StreamParts {
  readonly dispatch: TocsinFunction;
  readonly streamArn: string;
  readonly failuresArn: string;
}

function mapStream(scope: Construct, { dispatch, streamArn, failuresArn }: StreamParts): void {
  new EventSourceMapping(scope, 'StreamToDispatch', {
    target: dispatch.lambda,
    eventSourceArn: streamArn,
    // Not LATEST: the mapping takes a minute to start, and what is written meanwhile counts.
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    // An incident's records share a partition key, and Lambda keeps those in order at any factor.
    parallelizationFactor: 2,
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    // While it retries, the shard stands still for everyone (I9): a few tries for a hiccup, then the failures queue.
    retryAttempts: 3,
    maxRecordAge: Duration.seconds(STREAM_RECORD_SECONDS),
    onFailure: { bind: () => ({ destination: failuresArn }) },
    // Only a real transition costs a call: an entity's head, and only where this very write changed an incident's status.
    filters: [
      FilterCriteria.filter({
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { Keys: { sk: { S: [HEAD_SORT_KEY] } }, NewImage: { [TRANSITIONED_ATTRIBUTE]: { BOOL: [true] } } },
      }),
    ],
  });
}
