import { FUNCTIONS } from '../../core/contracts/environment';
import { RunnerFailure } from '../failure';
import { asNumber, asObject, asText } from '../json';
import { functionName } from './names';
import { resolveValue, type Values } from './resolve';
import { resourcesOf, type Assembly, type Resource } from './template';

/** A function of the template, ready to be started. */
export interface FunctionPlan {
  readonly id: string;
  readonly name: string;
  /** A short name for people and log files. */
  readonly label: string;
  /** Folder of its bundle. */
  readonly code: string;
  /** `file.export` inside that folder. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Most environments at a time, when the template reserves fewer than the runner would use. */
  readonly reserved?: number;
}

/** Lambda's own defaults, for what a template leaves out. */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MB = 128;

/**
 * The template's Node functions with a bundle in the assembly. Functions of other runtimes (the CDK's own custom resources) have no part in
 * running the system and are left out.
 */
export function readFunctions(assembly: Assembly): readonly FunctionPlan[] {
  return resourcesOf(assembly, 'AWS::Lambda::Function').flatMap((fn) => {
    const key = asText(asObject(fn.properties['Code'])['S3Key']);
    const isNode = asText(fn.properties['Runtime'])?.startsWith('nodejs') === true;
    return isNode && key !== undefined ? [planOf(fn, assembly.assetFolder(key))] : [];
  });
}

function planOf(fn: Resource, code: string): FunctionPlan {
  const handler = asText(fn.properties['Handler']);
  if (handler === undefined) throw new RunnerFailure(`the template's function ${fn.id} has no handler`);
  const reserved = asNumber(fn.properties['ReservedConcurrentExecutions']);
  const name = functionName(fn);
  return {
    id: fn.id,
    name,
    label: labelOf(fn, name),
    code,
    handler,
    timeoutSeconds: asNumber(fn.properties['Timeout']) ?? DEFAULT_TIMEOUT_SECONDS,
    memoryMb: asNumber(fn.properties['MemorySize']) ?? DEFAULT_MEMORY_MB,
    ...(reserved === undefined ? {} : { reserved }),
  };
}

/**
 * The name of the function's folder where its logical id says it (`IngestionIngestFunction1A2B3C4D` → `ingest`); else
 * the id without the eight hexadecimal digits that say nothing to people.
 */
function labelOf(fn: Resource, name: string): string {
  return name === fn.id ? labelOfId(name) : name;
}

/** The same of a logical id alone. */
export function labelOfId(logicalId: string): string {
  const id = logicalId.replace(/[0-9A-F]{8}$/, '');
  return FUNCTIONS.find((known) => id.endsWith(`${pascalCase(known)}Function`)) ?? id;
}

function pascalCase(kebab: string): string {
  return kebab.replaceAll(/(?:^|-)(.)/g, (_all, letter: string) => letter.toUpperCase());
}

/** A function's environment as the template gives it, every reference resolved. */
export function readEnvironment(assembly: Assembly, id: string, values: Values): Readonly<Record<string, string>> {
  const raw = asObject(asObject(assembly.resources.get(id)?.properties['Environment'])['Variables']);
  const entries = Object.entries(raw).map(([name, value]) => {
    const resolved = resolveValue(value ?? null, values, `${id}.Environment.${name}`);
    return [name, typeof resolved === 'string' ? resolved : JSON.stringify(resolved)] as const;
  });
  return Object.fromEntries(entries);
}
