import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { OUTPUTS } from '../core/contracts/environment';
import { Delivering } from './delivery/delivering';
import { Dispatching } from './delivery/dispatching';
import { HttpFront } from './ingestion/http-front';
import { Ingestion } from './ingestion/ingestion';
import { Management } from './management/management';
import { AlarmBoard } from './monitoring/alarm-board';
import { Canary } from './monitoring/canary';
import { LedgerWatch } from './monitoring/ledger-watch';
import { DeadLetters } from './processing/dead-letters';
import { Processing } from './processing/processing';
import type { Deployment } from './shared/deployment';
import { stageFromContext } from './shared/stage';
import { Storage } from './storage/storage';
import { Timing } from './timing/timing';

/** All of Tocsin in one stack, in the order of an alert's way through it. */
export class TocsinStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const stage = stageFromContext(this.node);
    const deployment: Deployment = { stage, alarms: new AlarmBoard(this, 'Alarms', stage) };
    const storage = new Storage(this, 'Storage', stage);
    const { alerts, ingest } = new Ingestion(this, 'Ingestion', { deployment, storage });
    new Processing(this, 'Processing', { deployment, storage, alerts });
    const { deliveries } = new Delivering(this, 'Delivery', { deployment, storage });
    const { timers } = new Timing(this, 'Timing', { deployment, storage });
    new Dispatching(this, 'Dispatching', { deployment, storage, deliveries, timers });
    new DeadLetters(this, 'DeadLetters', { deployment, storage, alerts, deliveries });
    new LedgerWatch(this, 'LedgerWatch', { deployment, deliveries });
    const { api } = new Management(this, 'Management', { deployment, storage, deliveries, timers });
    const front = new HttpFront(this, 'HttpFront', { deployment, ingest, api });
    const { canaryMinutes: everyMinutes } = stage;
    if (everyMinutes !== undefined) new Canary(this, 'Canary', { deployment, storage, front, everyMinutes });
    new CfnOutput(this, OUTPUTS.url, { value: front.url, description: 'Base URL of the HTTP API' });
    new CfnOutput(this, OUTPUTS.bootstrapFunction, {
      value: api.lambda.functionName,
      description: 'Invoke it with {"action":"bootstrap"} for the account and a first API token',
    });
  }
}
