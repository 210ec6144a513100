import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { CANARY } from '../../core/contracts/canary';
import {
  ENTITY_PREFIX,
  INTEGRATION_KEY_PREFIX,
  KEYS,
  NUMBERS_PREFIX,
  OPEN_PREFIX,
  TTL_ATTRIBUTE,
} from '../../core/contracts/keys';
import { removalPolicyOf, type Stage } from '../shared/stage';
import type { TocsinFunction } from '../shared/tocsin-function';

/** What a function may be granted on the table. Scan is not among them: no list at run time is a scan. */
export type TableAction =
  'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

/**
 * The one table: everything that must survive. On demand, because alerts come in storms; a stream of old and new images,
 * because dispatch tells transitions by comparing both.
 */
export class TocsinTable extends Construct {
  readonly name: string;
  readonly streamArn: string;
  private readonly arn: string;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      timeToLiveAttribute: TTL_ATTRIBUTE,
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // DynamoDB's own key: encrypted all the same, and without KMS's price per request and $1 a month for a key.
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      deletionProtection: stage.keepsData,
      removalPolicy: removalPolicyOf(stage),
    });
    this.name = table.tableName;
    this.arn = table.tableArn;
    if (table.tableStreamArn === undefined) throw new Error('The table has no stream although it was asked for one.');
    this.streamArn = table.tableStreamArn;
  }

  /** Lets a function do these on any item. A transaction needs the actions of its single steps, nothing of its own. */
  grant(user: TocsinFunction, actions: readonly TableAction[]): void {
    user.allow({ actions: actions.map((action) => `dynamodb:${action}`), resources: [this.arn] });
  }

  /** Lets a function look integrations up by their key and see no other item. */
  grantReadIntegrationKeys(user: TocsinFunction): void {
    user.allow({
      actions: ['dynamodb:GetItem'],
      resources: [this.arn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${INTEGRATION_KEY_PREFIX}*`] } },
    });
  }

  /** Lets a function read and write single items of entities and see no other item. */
  grantChangeEntities(user: TocsinFunction): void {
    user.allow({
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      resources: [this.arn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${ENTITY_PREFIX}*`] } },
    });
  }

  /** Lets a function note on the pages of numbers which incidents are resolved, and take their marks off. */
  grantNoteResolved(user: TocsinFunction): void {
    user.allow({
      actions: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
      resources: [this.arn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${NUMBERS_PREFIX}*`, `${OPEN_PREFIX}*`] } },
    });
  }

  /** Lets the canary set up what is its own, and see how its entity stands; beyond these, it may claim integration keys. */
  grantCanary(user: TocsinFunction): void {
    const { team, service, incoming, outgoing } = CANARY;
    const own = [KEYS.service(team, service), KEYS.integration(service, incoming)].map(({ pk }) => pk);
    const places = [KEYS.integrationPlace(incoming), KEYS.integrationPlace(outgoing)].map(({ pk }) => pk);
    const only = (...keys: readonly string[]) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } });
    user.allow({
      actions: ['dynamodb:GetItem', 'dynamodb:Query'],
      resources: [this.arn],
      conditions: only(...own, `${ENTITY_PREFIX}${incoming}#*`),
    });
    user.allow({
      actions: ['dynamodb:PutItem'],
      resources: [this.arn],
      conditions: only(...own, ...places, `${INTEGRATION_KEY_PREFIX}*`),
    });
  }

  /** Lets a function read records of the table's stream whose place it knows. */
  grantReadStream(reader: TocsinFunction): void {
    reader.allow({ actions: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator'], resources: [this.streamArn] });
  }

  /** Lets Lambda's poller find its way in the stream for a function; it checks for these when the mapping is made. */
  grantPollStream(consumer: TocsinFunction): void {
    this.grantReadStream(consumer);
    consumer.allow({ actions: ['dynamodb:DescribeStream', 'dynamodb:ListStreams'], resources: [this.streamArn] });
  }
}
