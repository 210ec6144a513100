import { readDeliveryMessage } from '../../../core/domain/webhook/delivery-message';
import { dispatchTransitions } from '../../../core/usecases/dispatch-transitions';
import { createHandler as createDeliver } from '../../../lambdas/deliver/handler';
import { mutation, type Mutation } from './mutation';

/** Mistakes on the way from a transition to an endpoint. */
export const TELLING: readonly Mutation[] = [
  mutation('dispatch takes only the latest transition of a write', {
    dispatch: (deps, changes) =>
      dispatchTransitions(
        deps,
        changes.map((change) => {
          const { incident } = change.after;
          if (incident === null) return change;
          const latest = { ...incident, transitions: incident.transitions.slice(-1) };
          return { ...change, after: { ...change.after, incident: latest } };
        }),
      ),
  }),
  mutation('dispatch makes the id of a delivery anew each time', {
    dispatch: (deps, changes) => {
      const nonce = deps.clock();
      const send: typeof deps.deliveriesQueue.send = (messages) =>
        deps.deliveriesQueue.send(messages.map((message) => ({ ...message, id: `${message.id}-${nonce}` })));
      return dispatchTransitions({ ...deps, deliveriesQueue: { send } }, changes);
    },
  }),
  mutation('dispatch says that a batch is done, whatever became of it', {
    dispatch: async (deps, changes) => ({ ...(await dispatchTransitions(deps, changes)), done: changes.length }),
  }),
  mutation('the stream’s filter drops writes with two transitions', {
    passes: ({ transitioned, after }) => transitioned && after.incident?.transitions.length === 1,
  }),
  mutation(
    'redispatch acknowledges what it did not read',
    {
      redispatch: () => () => Promise.resolve({ batchItemFailures: [] }),
    },
    ({ faults }) => faults.lost + faults.killed > 0.1,
  ),
  mutation('the deliveries queue does not keep the order of a group', { keepsGroups: false }),
  mutation('deliver records a success before it sends', {
    deliver: (deps) => {
      const deliver = createDeliver(deps);
      return async (event) => {
        for (const { body } of event.Records) {
          const message = readDeliveryMessage(body);
          if (message === null || (await deps.deliveries.find(message.integration, message.id)) !== null) continue;
          const done = { status: 'delivered', next_attempt_at: null, reason: null } as const;
          const attempt = { number: 1, at: deps.clock(), duration_ms: 1, status_code: 200, error: null, response: '' };
          await deps.deliveries.record(message, attempt, done);
          const headers = { 'webhook-id': message.id, 'X-Tocsin-Sequence': String(message.sequence) };
          const integration = await deps.directory.integration(message.service, message.integration);
          const url = integration?.endpoint?.url ?? '';
          await deps.sender.send({ url, headers, body: message.body, timeout_ms: 3_000 });
        }
        return deliver(event);
      };
    },
  }),
  mutation('a delivery that failed is acknowledged', {
    deliver: (deps) => {
      const deliver = createDeliver(deps);
      return async (event) => {
        await deliver(event);
        return { batchItemFailures: [] };
      };
    },
  }),
  mutation('each attempt has an id of its own', {
    deliver: (deps) =>
      createDeliver({
        ...deps,
        sender: {
          send: (request) => {
            const { headers } = request;
            const id = `${headers['webhook-id']}-${headers['X-Tocsin-Attempt']}`;
            return deps.sender.send({ ...request, headers: { ...headers, 'webhook-id': id } });
          },
        },
      }),
  }),
];
