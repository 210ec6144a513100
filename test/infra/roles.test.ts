import { describe, expect, it } from '@jest/globals';
import { FUNCTIONS, type FunctionName } from '../../core/contracts/environment';
import { allowedTo, type Statement } from './support/roles';
import { functionNamed, ofType, property, readable, synthesize, target } from './support/synthesized';

const synthesized = synthesize('prod', { canary: 'true' });

const TABLE = 'Storage/Table/Table.Arn';
const STREAM = 'Storage/Table/Table.StreamArn';
const ALERTS = 'Ingestion/Alerts/Queue.Arn';
const ALERTS_DEAD = 'Ingestion/Alerts/DeadLetters.Arn';
const DELIVERIES = 'Delivery/Deliveries/Queue.Arn';
const DELIVERIES_DEAD = 'Delivery/Deliveries/DeadLetters.Arn';
const FAILURES = 'Dispatching/Failures/Queue.Arn';
const TIMERS = 'Timing/Timers/Queue.Arn';
const SIGNING = 'Storage/SigningSecret/Secret';
const ENDPOINT = 'Storage/EndpointSecret/Secret';
const ONLY_NUMBERS = ' if {"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["NUMBERS#*","OPEN#*"]}}';
const ONLY_INTEGRATION_KEYS = ' if {"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["INTEGRATION_KEY#*"]}}';
const ONLY_ENTITIES = ' if {"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["ENTITY#*"]}}';

const TEAM = 'TEAM#c9fd1fe1-d9cb-41b0-95b8-073a84737ae1';
const SERVICE = 'SERVICE#339717b1-ce96-408a-8953-ee277c0276d8';
const INCOMING = '347fc23c-b0f3-4bc3-ab44-036018f53cfe';
const OUTGOING = '6f052f46-885e-4880-b95b-cc3b4137b47c';
const only = (...keys: readonly string[]): string =>
  ` if {"ForAllValues:StringLike":{"dynamodb:LeadingKeys":${JSON.stringify(keys)}}}`;

const on = (resource: string, service: string, ...actions: readonly string[]): readonly string[] =>
  actions.map((action) => `${service}:${action} on ${resource}`);
const poll = (queue: string): readonly string[] =>
  on(queue, 'sqs', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes');

/** CloudWatch knows no resources for it. */
const READ_LEDGER = [...on('"*"', 'cloudwatch', 'GetMetricData'), ...on(DELIVERIES, 'sqs', 'GetQueueAttributes')];

/** What a change of a resource takes: its companions and the entry of the audit log go with it. */
const WRITE_RESOURCES = [
  ...on(TABLE, 'dynamodb', 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'),
  ...on(TABLE, 'dynamodb', 'DeleteItem', 'ConditionCheckItem'),
];
/** What telling of transitions takes, wherever they are read from. */
const TELL = [
  ...on(TABLE, 'dynamodb', 'GetItem', 'Query'),
  ...on(TABLE, 'dynamodb', 'UpdateItem', 'DeleteItem').map((action) => `${action}${ONLY_NUMBERS}`),
  ...on(DELIVERIES, 'sqs', 'SendMessage'),
  ...on(TIMERS, 'sqs', 'SendMessage'),
];

/** The row of every function in the design's table, in IAM's words, beside writing its own log. */
const MAY: Readonly<Record<FunctionName, readonly string[]>> = {
  ingest: [
    `dynamodb:GetItem on ${TABLE}${ONLY_INTEGRATION_KEYS}`,
    ...on(ALERTS, 'sqs', 'SendMessage'),
    ...on(SIGNING, 'secretsmanager', 'GetSecretValue'),
  ],
  process: [
    ...on(TABLE, 'dynamodb', 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'),
    ...on(SIGNING, 'secretsmanager', 'GetSecretValue'),
    ...poll(ALERTS),
    ...on(ALERTS, 'sqs', 'SendMessage'),
  ],
  dispatch: [
    ...TELL,
    ...on(STREAM, 'dynamodb', 'DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'),
    ...on(FAILURES, 'sqs', 'SendMessage'),
  ],
  deliver: [
    ...WRITE_RESOURCES,
    ...on(ENDPOINT, 'secretsmanager', 'GetSecretValue'),
    ...poll(DELIVERIES),
    ...on(DELIVERIES, 'sqs', 'ChangeMessageVisibility', 'SendMessage'),
  ],
  api: [
    ...WRITE_RESOURCES,
    ...on(DELIVERIES, 'sqs', 'SendMessage'),
    ...on(TIMERS, 'sqs', 'SendMessage'),
    ...on(SIGNING, 'secretsmanager', 'GetSecretValue'),
    ...on(ENDPOINT, 'secretsmanager', 'GetSecretValue'),
    ...READ_LEDGER,
  ],
  'dead-letter': [
    ...on(TABLE, 'dynamodb', 'GetItem', 'Query', 'PutItem', 'UpdateItem'),
    ...on(SIGNING, 'secretsmanager', 'GetSecretValue'),
    ...poll(ALERTS_DEAD),
    ...poll(DELIVERIES_DEAD),
  ],
  redispatch: [...TELL, ...on(STREAM, 'dynamodb', 'GetRecords', 'GetShardIterator'), ...poll(FAILURES)],
  timer: [
    ...on(`${TABLE}${ONLY_ENTITIES}`, 'dynamodb', 'GetItem', 'PutItem'),
    ...on(TIMERS, 'sqs', 'SendMessage'),
    ...poll(TIMERS),
  ],
  ledger: READ_LEDGER,
  canary: [
    ...on(TABLE + only(TEAM, SERVICE, `ENTITY#${INCOMING}#*`), 'dynamodb', 'GetItem', 'Query'),
    ...on(
      TABLE + only(TEAM, SERVICE, `INTEGRATION#${INCOMING}`, `INTEGRATION#${OUTGOING}`, 'INTEGRATION_KEY#*'),
      'dynamodb',
      'PutItem',
    ),
    ...on(SIGNING, 'secretsmanager', 'GetSecretValue'),
    ...on(ENDPOINT, 'secretsmanager', 'GetSecretValue'),
  ],
};

describe('the role of each function', () => {
  it.each(FUNCTIONS)('lets %s do exactly what its row in the design names', (name) => {
    const lambda = functionNamed(synthesized, name);
    const log = `${readable(synthesized, property(lambda, 'LoggingConfig.LogGroup'))}.Arn`;
    const ownLog = on(log, 'logs', 'CreateLogStream', 'PutLogEvents');
    expect(allowedTo(synthesized, name)).toEqual([...ownLog, ...MAY[name]].sort());
  });

  it.each(FUNCTIONS)('of %s belongs to it alone and holds nothing by another way', (name) => {
    const role = target(synthesized, property(functionNamed(synthesized, name), 'Role'));
    const users = ofType(synthesized, 'AWS::Lambda::Function').filter(
      (lambda) => target(synthesized, property(lambda, 'Role')).path === role.path,
    );
    expect(users).toHaveLength(1);
    expect(Object.keys(role.properties)).toEqual(['AssumeRolePolicyDocument']);
  });

  it('is the only kind of role there is, and every statement in it allows', () => {
    expect(ofType(synthesized, 'AWS::IAM::Role')).toHaveLength(FUNCTIONS.length);
    const effects = ofType(synthesized, 'AWS::IAM::Policy')
      .flatMap((policy) => property(policy, 'PolicyDocument.Statement') as readonly Statement[])
      .map(({ Effect }) => Effect);
    expect(new Set(effects)).toEqual(new Set(['Allow']));
  });
});
