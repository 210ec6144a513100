import type { FunctionName } from '../../../core/contracts/environment';
import { functionNamed, ofType, property, readable, target, type Synthesized } from './synthesized';

/** A statement of a policy in the template. */
export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const listed = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** Every single thing that a function's role allows, one text each, sorted: `sqs:SendMessage on Ingestion/Alerts/Queue.Arn`. */
export function allowedTo(synthesized: Synthesized, name: FunctionName): readonly string[] {
  const role = target(synthesized, property(functionNamed(synthesized, name), 'Role'));
  const policies = ofType(synthesized, 'AWS::IAM::Policy').filter((policy) =>
    listed(property(policy, 'Roles')).some((reference) => readable(synthesized, reference) === role.path),
  );
  return policies
    .flatMap((policy) => property(policy, 'PolicyDocument.Statement') as readonly Statement[])
    .flatMap((statement) => single(synthesized, statement))
    .sort();
}

function single(synthesized: Synthesized, { Action, Resource: resources, Condition }: Statement): readonly string[] {
  const condition = Condition === undefined ? '' : ` if ${JSON.stringify(Condition)}`;
  return listed(Action).flatMap((action) =>
    listed(resources).map((resource) => `${action} on ${readable(synthesized, resource)}${condition}`),
  );
}
