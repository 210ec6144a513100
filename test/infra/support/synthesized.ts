import { CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { FunctionName } from '../../../core/contracts/environment';
import type { StageName } from '../../../lib/shared/stage';
import { tocsinApp } from '../../../lib/tocsin-app';

/** One resource of the template, with what the tests call it: its construct path below the stack. */
export interface Resource {
  readonly id: string;
  /** For example `Ingestion/Alerts/Queue`. */
  readonly path: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: string | undefined;
}

export interface Synthesized {
  readonly stack: Stack;
  readonly outputs: Readonly<Record<string, { readonly Value: unknown }>>;
  /** The whole template, for searches in its text. */
  readonly text: string;
  readonly resources: readonly Resource[];
}

/** Synthesizes the stack without bundling the functions: the template is the same but for the assets' hashes. */
export function synthesize(stage: StageName, context: Readonly<Record<string, string>> = {}): Synthesized {
  const app = tocsinApp({ context: { stage, ...context, 'aws:cdk:bundling-stacks': [] } });
  const stack = app.node.findChild('Tocsin');
  if (!(stack instanceof Stack)) throw new Error('The app has no stack "Tocsin".');
  const template = Template.fromStack(stack).toJSON() as {
    Resources: Record<string, { Type: string; Properties?: Record<string, unknown>; DeletionPolicy?: string }>;
    Outputs: Record<string, { Value: unknown }>;
  };
  const paths = pathsOf(stack);
  const resources = Object.entries(template.Resources).map(([id, { Type, Properties, DeletionPolicy }]) => ({
    id,
    path: paths.get(id) ?? id,
    type: Type,
    properties: Properties ?? {},
    deletionPolicy: DeletionPolicy,
  }));
  return { stack, outputs: template.Outputs, text: JSON.stringify(template), resources };
}

function pathsOf(stack: Stack): ReadonlyMap<string, string> {
  const resources = stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct));
  return new Map(
    resources.map((resource) => [
      String(stack.resolve(resource.logicalId)),
      resource.node.path.replace(/^Tocsin\//, '').replace(/\/Resource$/, ''),
    ]),
  );
}

/** All resources of a type, by path. */
export function ofType({ resources }: Synthesized, type: string): readonly Resource[] {
  return resources.filter((resource) => resource.type === type);
}

/** The resource at a construct path; throws when there is none, so that no test passes for want of its subject. */
export function at({ resources }: Synthesized, path: string): Resource {
  const found = resources.find((resource) => resource.path === path);
  if (!found)
    throw new Error(`No resource at ${path}; there are: ${resources.map((resource) => resource.path).join(', ')}`);
  return found;
}

/** A value inside the properties by a path like `Replicas.0.Region`; undefined where there is none. */
export function property(resource: Resource, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }, resource.properties);
}

/** The function of that name. */
export function functionNamed(synthesized: Synthesized, name: FunctionName): Resource {
  const found = ofType(synthesized, 'AWS::Lambda::Function').find(
    (resource) => property(resource, 'Environment.Variables.POWERTOOLS_SERVICE_NAME') === name,
  );
  if (!found) throw new Error(`No function ${name}.`);
  return found;
}

/** What a `Ref` or `Fn::GetAtt` points to, in readable form: `Storage/Table/Table.Arn`; other values as JSON. */
export function readable(synthesized: Synthesized, value: unknown): string {
  const reference = value as { Ref?: string; 'Fn::GetAtt'?: readonly [string, string] };
  const id = reference.Ref ?? reference['Fn::GetAtt']?.[0];
  const resource = synthesized.resources.find((candidate) => candidate.id === id);
  if (!resource) return JSON.stringify(value);
  return reference['Fn::GetAtt'] ? `${resource.path}.${reference['Fn::GetAtt'][1]}` : resource.path;
}

/** The resource that a `Ref` or `Fn::GetAtt` points to. */
export function target(synthesized: Synthesized, value: unknown): Resource {
  return at(synthesized, readable(synthesized, value).replace(/\.\w+$/, ''));
}
