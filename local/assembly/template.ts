import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunnerFailure } from '../failure';
import { asObject, asText, isObject, parseJson, type Json, type JsonObject } from '../json';

/** One resource of a CloudFormation template. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: JsonObject;
}

/** A synthesized stack: its template, and where the bundles of its functions lie. */
export interface Assembly {
  readonly resources: ReadonlyMap<string, Resource>;
  readonly outputs: JsonObject;
  readonly parameters: JsonObject;
  readonly conditions: JsonObject;
  /** Folder of the asset that the template names by an S3 key. */
  readonly assetFolder: (s3Key: string) => string;
}

/**
 * Loads the one stack of a cloud assembly (the folder that the CDK app writes).
 * Throws {@link RunnerFailure} when the folder is no assembly or has not exactly one stack.
 */
export function loadAssembly(folder: string): Assembly {
  const artifacts = asObject(readObject(join(folder, 'manifest.json'))['artifacts']);
  const stacks = Object.entries(artifacts).filter(
    ([, artifact]) => asObject(artifact)['type'] === 'aws:cloudformation:stack',
  );
  const [stack] = stacks;
  if (stack === undefined || stacks.length > 1) {
    throw new RunnerFailure(`the assembly in ${folder} has ${stacks.length} stacks; the runner runs exactly one`);
  }
  const [name, artifact] = stack;
  const file = asText(asObject(asObject(artifact)['properties'])['templateFile']) ?? `${name}.template.json`;
  const template = readObject(join(folder, file));
  return {
    resources: readResources(template),
    outputs: asObject(template['Outputs']),
    parameters: asObject(template['Parameters']),
    conditions: asObject(template['Conditions']),
    assetFolder: (s3Key) => join(folder, `asset.${s3Key.replace(/\.zip$/, '')}`),
  };
}

/** Every resource of one of the given types, in the template's order. */
export function resourcesOf(assembly: Assembly, ...types: readonly string[]): readonly Resource[] {
  return [...assembly.resources.values()].filter((resource) => types.includes(resource.type));
}

function readResources(template: JsonObject): ReadonlyMap<string, Resource> {
  const entries = Object.entries(asObject(template['Resources'])).map(([id, value]) => {
    const resource = asObject(value);
    return [id, { id, type: asText(resource['Type']) ?? '', properties: asObject(resource['Properties']) }] as const;
  });
  return new Map(entries);
}

function readObject(path: string): JsonObject {
  const value: Json | undefined = existsSync(path) ? parseJson(readFileSync(path, 'utf8')) : undefined;
  if (!isObject(value)) throw new RunnerFailure(`${path} is missing or no JSON: not a synthesized cloud assembly`);
  return value;
}
