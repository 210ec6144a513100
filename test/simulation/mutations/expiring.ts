import { alertIdOf, readTraceId } from '../../../core/domain/trace-id';
import { createHandler as createApi } from '../../../lambdas/api/handler';
import { SIGNING } from '../system';
import { instead, mutation, type Mutation } from './mutation';

/** Keys of groups that were ever saved, by the table they are in. */
const seen = new WeakMap<object, Set<string>>();

/** Mistakes with what does not live for good. */
export const EXPIRING: readonly Mutation[] = [
  mutation('heads of entities have a time to live', { keepsHeads: false }, ({ sweeps }) => sweeps.length > 0),
  mutation(
    'a status is answered for as long as there is a row',
    {
      api: (deps) => {
        const handler = createApi({ log: deps.log, ready: () => Promise.resolve(deps) });
        return async (event) => {
          const { rawPath } = event as { readonly rawPath: string };
          const trace = readTraceId(rawPath.split('/').at(-2) ?? '', SIGNING.traceIds);
          if (!rawPath.includes('/alert/status/') || trace === null) return handler(event);
          deps.clock();
          const stored = await deps.alerts.find(trace.traceId);
          const body = JSON.stringify({ status: stored?.outcome.status ?? 'queued', alert: alertIdOf(trace.traceId) });
          return { statusCode: 200, body };
        };
      },
    },
    ({ questions }) => questions.length > 0,
  ),
  mutation(
    'windows that the table has deleted can not be opened again',
    {
      collations: (memory) => {
        const known = seen.get(memory) ?? new Set<string>();
        seen.set(memory, known);
        return instead(memory, {
          save: (group) => {
            if (group.version === 1 && known.has(group.key)) return Promise.resolve('conflict');
            known.add(group.key);
            return memory.save(group);
          },
        });
      },
    },
    ({ sweeps, collation }) => sweeps.length > 0 && collation !== null,
  ),
];
