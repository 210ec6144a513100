import { asArray, asObject, isObject, showJson, type Json } from '../json';
import { ACCOUNT, functionArn, functionName, queueArn, queueName, REGION, secretArn, STACK, tableName } from './names';
import { resolveValue, type Values } from './resolve';
import type { Assembly, Resource } from './template';

/** What is known only once engines run. */
export interface Running {
  /** Base URL of the queues as the reader of the values reaches them, without a slash at the end. */
  readonly queueEndpoint: string;
  /** ARN of each table's stream, by the table's logical id. */
  readonly streamArns: ReadonlyMap<string, string>;
  /** Base URL of the HTTP API, without a slash at the end. */
  readonly apiUrl: string;
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': STACK,
  'AWS::StackId': `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${STACK}/local`,
};

/** The values of a template's references on this machine. */
export function valuesOf(assembly: Assembly, running: Running): Values {
  const values: Values = {
    ref: (id) => {
      const resource = assembly.resources.get(id);
      if (resource !== undefined) return refOf(resource, running);
      return PSEUDO[id] ?? asObject(assembly.parameters[id])['Default'];
    },
    attribute: (id, name) => {
      const resource = assembly.resources.get(id);
      return resource === undefined ? undefined : attributeOf(resource, name, running);
    },
    condition: (name) => {
      const condition = assembly.conditions[name];
      return condition === undefined ? undefined : holds(condition, values);
    },
  };
  return values;
}

/** The URL of a queue, as its functions are told it. */
export function queueUrl(queue: Resource, endpoint: string): string {
  return `${endpoint}/${ACCOUNT}/${queueName(queue)}`;
}

function refOf(resource: Resource, running: Running): string {
  switch (resource.type) {
    case 'AWS::SQS::Queue':
      return queueUrl(resource, running.queueEndpoint);
    case 'AWS::DynamoDB::GlobalTable':
    case 'AWS::DynamoDB::Table':
      return tableName(resource);
    case 'AWS::Lambda::Function':
      return functionName(resource);
    case 'AWS::SecretsManager::Secret':
      return secretArn(resource);
    default:
      return resource.id;
  }
}

function attributeOf(resource: Resource, name: string, running: Running): string | undefined {
  switch (`${resource.type} ${name}`) {
    case 'AWS::SQS::Queue Arn':
      return queueArn(resource);
    case 'AWS::SQS::Queue QueueName':
      return queueName(resource);
    case 'AWS::SQS::Queue QueueUrl':
      return queueUrl(resource, running.queueEndpoint);
    case 'AWS::DynamoDB::GlobalTable Arn':
    case 'AWS::DynamoDB::Table Arn':
      return `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${tableName(resource)}`;
    case 'AWS::DynamoDB::GlobalTable StreamArn':
    case 'AWS::DynamoDB::Table StreamArn':
      return running.streamArns.get(resource.id);
    case 'AWS::Lambda::Function Arn':
      return functionArn(functionName(resource));
    case 'AWS::ApiGatewayV2::Api ApiEndpoint':
      return running.apiUrl;
    case 'AWS::ApiGatewayV2::Api ApiId':
      return resource.id;
    default:
      // Roles, log groups and the like have no counterpart here; nothing that runs locally may need them by value.
      return name === 'Arn' ? `arn:aws:local:${REGION}:${ACCOUNT}:${resource.id}` : undefined;
  }
}

function holds(condition: Json, values: Values): boolean {
  if (!isObject(condition)) return false;
  const [name, argument] = Object.entries(condition)[0] ?? ['', null];
  const parts = asArray(argument);
  switch (name) {
    case 'Fn::Equals': {
      const [left, right] = parts.map((part) => JSON.stringify(resolveValue(part, values, 'Conditions')));
      return left === right;
    }
    case 'Fn::And':
      return parts.every((part) => holds(part, values));
    case 'Fn::Or':
      return parts.some((part) => holds(part, values));
    case 'Fn::Not':
      return !parts.some((part) => holds(part, values));
    case 'Condition':
      return values.condition(showJson(argument)) === true;
    default:
      return false;
  }
}
