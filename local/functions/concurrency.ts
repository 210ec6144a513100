import type { FunctionPlan } from '../assembly/functions';
import type { MappingPlan } from '../assembly/mappings';
import type { ApiPlan } from '../assembly/routes';

/** Environments of a function by what triggers it, chosen for one machine: enough to overlap waiting, not to fight over cores. */
const FOR_HTTP = 4;
/** Work on a standard queue is the machine's own: more at a time only queue up before the table's single writer. */
const FOR_QUEUE = 2;
/** A FIFO queue's groups wait for other people's servers: many at a time cost little. */
const FOR_FIFO_QUEUE = 16;
const FOR_OTHERS = 1;

/** How many environments a function may have at a time: by its triggers, lowered by what the template reserves for it. */
export function environmentsOf(plan: FunctionPlan, api: ApiPlan, mappings: readonly MappingPlan[]): number {
  const own = mappings.filter(({ functionName }) => functionName === plan.name);
  const wanted = Math.max(
    FOR_OTHERS,
    api.routes.some(({ functionName }) => functionName === plan.name) ? FOR_HTTP : 0,
    own.map(wantedBy).reduce((sum, part) => sum + part, 0),
  );
  return Math.max(1, Math.min(wanted, plan.reserved ?? wanted));
}

/** How many invocations of a mapping's function may run at a time. */
export function wantedBy(mapping: MappingPlan): number {
  if (mapping.kind === 'stream') return mapping.parallelization;
  const isFifo = mapping.queue.properties['FifoQueue'] === true;
  const wanted = isFifo ? FOR_FIFO_QUEUE : FOR_QUEUE;
  return Math.min(wanted, mapping.maximumConcurrency ?? wanted);
}
