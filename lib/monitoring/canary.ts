import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { CANARY } from '../../core/contracts/canary';
import { ENV } from '../../core/contracts/environment';
import type { HttpFront } from '../ingestion/http-front';
import type { Deployment } from '../shared/deployment';
import { runAtRate } from '../shared/run-at-rate';
import { TocsinFunction } from '../shared/tocsin-function';
import type { Storage } from '../storage/storage';
import { stageMetric } from './stage-metric';

export interface CanaryProps {
  readonly deployment: Deployment;
  readonly storage: Storage;
  readonly front: HttpFront;
  /** Minutes between two alerts. */
  readonly everyMinutes: number;
}

/** A cold start, a few calls of the table, and the ten seconds that ingest may take to answer; below the gateway's 30. */
const TIMEOUT = Duration.seconds(25);

/**
 * Silence for so long rings. One fault of ours delays a canary by up to 4½ minutes without anything being down: a message
 * whose function died is hidden for two minutes (alerts queue) or 270 seconds (deliveries queue), and what comes after it
 * for the same incident waits. Two of them in a row are worth being woken for.
 */
const SILENCE_MINUTES = 10;
/** Three missing in a row at least, where they are sent seldom. */
const LEAST_MISSING = 3;
/** One that arrives, but later than that, is as good as missing: the limit of "Alerts wait too long". */
const LATEST = Duration.minutes(5);

/** One alert every so often through the whole of the deployment and back to itself, and the alarm when it doesn't come. */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, props: CanaryProps) {
    super(scope, id);
    const { front, everyMinutes } = props;
    const canary = canaryFunction(this, props);
    runAtRate(this, 'Schedule', {
      runs: canary,
      every: Duration.minutes(everyMinutes),
      description: 'Sends the canary: an alert through the whole deployment',
    });
    front.lead({
      path: CANARY.path,
      method: HttpMethod.POST,
      handler: canary,
      openBecause: 'It is for the webhooks of the canary alone, and the function verifies the signature of each.',
    });
    alarmOnSilence(this, props);
  }
}

function canaryFunction(scope: Construct, { deployment, storage, front }: CanaryProps): TocsinFunction {
  const { stage } = deployment;
  const canary = new TocsinFunction(scope, 'Canary', {
    deployment,
    name: 'canary',
    description: 'Sends an alert through the whole deployment and measures when it comes back',
    // A run that was throttled is followed by the next, and many in a row are told by the alarm on silence.
    seldom: true,
    memory: 256,
    timeout: TIMEOUT,
    failureMeans: 'Alerts of the canary are not accepted, so alerts of monitors may not be accepted either.',
    environment: {
      [ENV.table]: storage.table.name,
      [ENV.baseUrl]: front.url,
      [ENV.signingSecretArn]: storage.signingSecret.arn,
      [ENV.endpointSecretArn]: storage.endpointSecret.arn,
      [ENV.endpointAllow]: stage.endpointAllow,
      [ENV.endpointHttpsOnly]: String(stage.endpointHttpsOnly),
    },
  });
  storage.table.grantCanary(canary);
  storage.signingSecret.grantRead(canary);
  // To seal the secret of its own endpoint.
  storage.endpointSecret.grantRead(canary);
  return canary;
}

function alarmOnSilence(scope: Construct, { deployment, everyMinutes }: CanaryProps): void {
  deployment.alarms.add(scope, 'Silence', {
    name: 'The canary does not arrive',
    means:
      'Alerts that Tocsin sends itself do not come out at the other end in time: alerts of monitors may not make incidents and webhooks either.',
    // The quickest: old ones that come in late beside a new one that was in time are the end of a fault.
    metric: stageMetric(deployment.stage, 'canaryLatency', {
      period: Duration.minutes(everyMinutes),
      statistic: 'Minimum',
    }),
    above: LATEST.toMilliseconds(),
    periods: Math.max(LEAST_MISSING, Math.ceil(SILENCE_MINUTES / everyMinutes)),
    // Every other metric is absent when nothing happens; this one when something does.
    missing: 'rings',
  });
}
