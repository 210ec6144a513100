import { createHandler as createApi } from '../../../lambdas/api/handler';
import { createHandler as createDeliver } from '../../../lambdas/deliver/handler';
import type { DeliverHandlerDeps } from '../../../lambdas/deliver/handler';
import type { ApiDeps } from '../../../core/usecases/api/deps';
import { cacheDirectory } from '../../../adapters/cache/cached-directory';
import { ROUTER } from '../resources';
import { hasSetting, instead, mutation, type Mutation } from './mutation';

/** The api, with some of what it works with replaced. */
function apiWith(change: (deps: ApiDeps) => Partial<ApiDeps>): (deps: ApiDeps) => ReturnType<typeof createApi> {
  return (deps) => {
    const all = { ...deps, ...change(deps) };
    return createApi({ log: deps.log, ready: () => Promise.resolve(all) });
  };
}

function deliverWith(change: (deps: DeliverHandlerDeps) => Partial<DeliverHandlerDeps>) {
  return (deps: DeliverHandlerDeps): ReturnType<typeof createDeliver> => createDeliver({ ...deps, ...change(deps) });
}

/** Mistakes with routers, and with what people change while alerts and deliveries are on their way. */
export const CONFIGURING: readonly Mutation[] = [
  mutation(
    'what no ruleset matches is nowhere to be seen',
    {
      errors: (memory) =>
        instead(memory, {
          record: (error) => (error.integration === ROUTER.id ? Promise.resolve() : memory.record(error)),
        }),
    },
    ({ posts }) => posts.some(({ to }) => to === 'router'),
  ),
  mutation(
    'process remembers the configuration for good',
    {
      directory: (inner, clock) => cacheDirectory(inner, clock, { found: Infinity, none: 1_000_000, entries: 1_000 }),
    },
    ({ settings }) => settings.length > 0,
  ),
  mutation(
    'an integration that was switched off takes alerts all the same',
    {
      directory: (inner) =>
        instead(inner, {
          integration: async (service, id) => {
            const integration = await inner.integration(service, id);
            return integration && { ...integration, is_enabled: true };
          },
        }),
    },
    hasSetting('incoming off'),
  ),
  mutation(
    'who enables an endpoint does not ask for what was held back for it',
    {
      api: apiWith(({ deliveriesQueue }) => ({
        deliveriesQueue: { ...deliveriesQueue, askToRelease: () => Promise.resolve() },
      })),
    },
    hasSetting('endpoint on'),
  ),
  mutation('what comes for a disabled endpoint is acknowledged and forgotten', {
    deliver: deliverWith(({ backlogs }) => ({ backlogs: instead(backlogs, { add: () => Promise.resolve() }) })),
  }),
  mutation(
    'deliver sends to where an endpoint was',
    {
      deliver: deliverWith(({ directory, clock }) => {
        const known = cacheDirectory(directory as Parameters<typeof cacheDirectory>[0], clock, {
          ...{ found: 3_600_000_000, none: 0, entries: 1_000 },
        });
        return { directory: instead(directory, { integration: (service, id) => known.integration(service, id) }) };
      }),
    },
    hasSetting('endpoint moved'),
  ),
  mutation(
    'a snooze has no timer that ends it',
    {
      api: apiWith(() => ({ timersQueue: { send: () => Promise.resolve() } })),
    },
    ({ changes }) => changes.some(({ kind }) => kind === 'snooze'),
  ),
  mutation(
    'an edit is written over what was written since',
    {
      api: apiWith(({ entities }) => ({
        entities: instead(entities, {
          save: async (head, transitioned) => {
            const { version = 0 } = (await entities.load(head.integration, head.entity_id)) ?? {};
            return entities.save({ ...head, version: version + 1 }, transitioned);
          },
        }),
      })),
    },
    ({ changes }) => changes.length > 0,
  ),
];
