import { FUNCTIONS, type FunctionName } from '../../core/contracts/environment';
import { tocsinApp } from '../../lib/tocsin-app';
import type { FunctionSize } from './bill';
import type { TemplateResource } from './idle-bill';

/** What is deployed for a stage: its resources, and what each function is given. */
export interface DeployedParts {
  /** By their logical ids. */
  readonly resources: Readonly<Record<string, TemplateResource>>;
  /** Of the functions that are deployed when nothing more is asked for: not of the canary. */
  readonly sizes: Readonly<Record<string, FunctionSize>>;
}

/** Synthesizes the stage `prod` without bundling, which changes nothing that is billed. */
export function readTemplate(): DeployedParts {
  const assembly = tocsinApp({ context: { stage: 'prod', 'aws:cdk:bundling-stacks': [] } }).synth();
  const { Resources } = assembly.stacks[0]?.template as {
    readonly Resources: Readonly<Record<string, TemplateResource>>;
  };
  const deployed = FUNCTIONS.filter((name) => name !== 'canary');
  const sizes = deployed.map((name) => [name, { memory: memoryOf(Object.values(Resources), name) }] as const);
  return { resources: Resources, sizes: Object.fromEntries(sizes) };
}

function memoryOf(resources: readonly TemplateResource[], name: FunctionName): number {
  const found = resources.find(({ Type, Properties }) => {
    const environment = Properties?.['Environment'] as { readonly Variables?: Record<string, unknown> } | undefined;
    return Type === 'AWS::Lambda::Function' && environment?.Variables?.['POWERTOOLS_SERVICE_NAME'] === name;
  });
  const memory = found?.Properties?.['MemorySize'];
  if (typeof memory !== 'number') throw new Error(`The template has no function ${name}.`);
  return memory;
}
