import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ENV } from '../../core/contracts/environment';
import { ALERT_RECEIVES } from '../../core/contracts/pipeline-limits';
import { PROCESS_TIMEOUT } from '../processing/processing-limits';
import { ALARM_PERIOD } from '../monitoring/alarm-board';
import type { Deployment } from '../shared/deployment';
import { TocsinFunction } from '../shared/tocsin-function';
import { WorkQueue } from '../shared/work-queue';
import type { Storage } from '../storage/storage';

/** From the HTTP API to the alerts queue: what stands between a monitor and our 200. */
export class Ingestion extends Construct {
  readonly alerts: WorkQueue;
  readonly ingest: TocsinFunction;

  constructor(
    scope: Construct,
    id: string,
    { deployment, storage }: { readonly deployment: Deployment; readonly storage: Storage },
  ) {
    super(scope, id);
    this.alerts = alertsQueue(this, deployment);
    this.ingest = new TocsinFunction(this, 'Ingest', {
      deployment,
      name: 'ingest',
      description: 'Takes alerts over HTTP, checks them and queues them',
      // The work is a few ms of JSON and one call to SQS; the memory is for the cold start, which a monitor waits for.
      memory: 512,
      // A monitor gives up after 5–30 s; two failed tries at SQS fit in ten, and the API itself ends at 30.
      timeout: Duration.seconds(10),
      failureMeans: 'Monitors get 500 instead of 200; alerts that they do not send again are lost.',
      environment: {
        [ENV.table]: storage.table.name,
        [ENV.alertsQueueUrl]: this.alerts.queue.queueUrl,
        [ENV.signingSecretArn]: storage.signingSecret.arn,
        [ENV.alertsPerMinute]: String(deployment.stage.limits.alertsPerMinute),
      },
    });
    storage.table.grantReadIntegrationKeys(this.ingest);
    storage.signingSecret.grantRead(this.ingest);
    this.alerts.grantSend(this.ingest);
  }
}

function alertsQueue(scope: Construct, deployment: Deployment): WorkQueue {
  const alerts = new WorkQueue(scope, 'Alerts', {
    deployment,
    alarmName: 'Alerts are dead-lettered',
    failureMeans: 'Accepted alerts could not be processed; their status becomes failed and they change no incident.',
    consumerTimeout: PROCESS_TIMEOUT,
    maxReceiveCount: ALERT_RECEIVES,
  });
  deployment.alarms.add(alerts, 'Waiting', {
    name: 'Alerts wait too long',
    means: 'Accepted alerts wait for minutes before they are processed: incidents and webhooks come late.',
    metric: alerts.queue.metricApproximateAgeOfOldestMessage({ period: ALARM_PERIOD, statistic: 'Maximum' }),
    above: 300,
  });
  return alerts;
}
