import type { AcceptedAlert } from '../../../core/contracts/alert';
import type { StoredAlert } from '../../../core/contracts/outcome';
import { acceptAlert } from '../../../core/usecases/accept-alert';
import { createHandler as createDeadLetter } from '../../../lambdas/dead-letter/handler';
import { createProcess } from '../parts';
import { MAPPED } from '../resources';
import { instead, mutation, type Mutation } from './mutation';

/** Mistakes on the way from a post to an outcome. */
export const PROCESSING: readonly Mutation[] = [
  mutation('messages are acknowledged before they are worked on', { acknowledgesFirst: true }),
  mutation('messages that process takes itself are removed before they are worked on', {
    process: (deps) => {
      const { alertsInFlight } = deps;
      const take: typeof alertsInFlight.take = async () => {
        const taken = await alertsInFlight.take();
        await alertsInFlight.remove(taken.map(({ receipt }) => receipt));
        return taken;
      };
      return createProcess({ ...deps, alertsInFlight: { ...alertsInFlight, take } });
    },
  }),
  mutation('messages that process takes itself are removed whatever became of them', {
    process: (deps) => async (event) => {
      const { alertsInFlight } = deps;
      const receipts: string[] = [];
      const take: typeof alertsInFlight.take = async () => {
        const taken = await alertsInFlight.take();
        receipts.push(...taken.map(({ receipt }) => receipt));
        return taken;
      };
      const result = await createProcess({ ...deps, alertsInFlight: { ...alertsInFlight, take } })(event);
      await alertsInFlight.remove(receipts);
      return result;
    },
  }),
  mutation('200 is answered before the queue has the alert', {
    accept: () => (deps, intake) =>
      acceptAlert(
        {
          ...deps,
          alertsQueue: {
            send: (body, group) => {
              deps.alertsQueue.send(body, group).catch(() => undefined);
              return Promise.resolve();
            },
          },
        },
        intake,
      ),
  }),
  mutation('an alert is marked as done before its incident is written', {
    process: (deps, instance) => {
      const done = new Set<string>();
      const marks = instance.port('marks', {
        add: (trace: string) => Promise.resolve(done.add(trace)),
      });
      const process = createProcess(deps);
      return async (event) => {
        const fresh = [];
        for (const record of event.Records) {
          const { trace_id } = JSON.parse(record.body) as AcceptedAlert;
          if (done.has(trace_id)) continue;
          await marks.add(trace_id);
          fresh.push(record);
        }
        return process({ Records: fresh });
      };
    },
  }),
  mutation('alerts count by when they arrive, not by when they were accepted', {
    process: (deps, { clock }) => {
      const process = createProcess(deps);
      return ({ Records: records }) =>
        process({
          Records: records.map((record) => {
            const accepted = JSON.parse(record.body) as AcceptedAlert;
            // The trace ids of elements follow from the time: the mistake would show in them alone.
            if (accepted.integration_key === MAPPED.integration_key) return record;
            return { ...record, body: JSON.stringify({ ...accepted, accepted_at: clock() }) };
          }),
        });
    },
  }),
  mutation('one alert that fails takes its whole batch with it', {
    process: (deps) => async (event) => {
      const rows: StoredAlert[] = [];
      const store = (row: StoredAlert) => Promise.resolve(rows.push(row)).then(() => 'stored' as const);
      const result = await createProcess({ ...deps, alerts: instead(deps.alerts, { store }) })(event);
      const all = event.Records.map(({ messageId }) => ({ itemIdentifier: messageId }));
      if (result.batchItemFailures.length > 0) return { batchItemFailures: all };
      for (const row of rows) await deps.alerts.store(row);
      return result;
    },
  }),
  mutation('the dead-letter function forgets to store alerts', {
    deadLetter: (deps) =>
      createDeadLetter({ ...deps, alerts: instead(deps.alerts, { store: () => Promise.resolve('stored') }) }),
  }),
];
