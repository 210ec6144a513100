import { readTimerMessage } from '../../../core/domain/timers/read-timer-message';
import { changeIncident } from '../../../core/usecases/change-incident';
import { PRODUCT } from '../parts';
import { mutation, type Mutation } from './mutation';

/** Mistakes with what happens by itself. */
export const TIMERS: readonly Mutation[] = [
  mutation('a timer takes effect whatever became of its incident', {
    timer: (deps) => async (event) => {
      for (const { body } of event.Records) {
        const timer = readTimerMessage(body);
        if (timer === null) continue;
        const kind = timer.kind === 'auto_resolve' ? 'resolve' : 'unacknowledge';
        const target = { ...timer, number: timer.incident.incident_number };
        const at = deps.clock();
        await changeIncident(deps, target, () => ({ status: { kind, at } }));
      }
      return { batchItemFailures: [] };
    },
  }),
  mutation('a timer that is not due yet is not put back', {
    timer: (deps) => PRODUCT.timer({ ...deps, timersQueue: { send: () => Promise.resolve() } }),
  }),
];
