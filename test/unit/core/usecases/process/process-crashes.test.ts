import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AcceptedAlert, AlertType } from '../../../../../core/contracts/alert';
import { STATUS } from '../../../../../core/contracts/incident';
import { createProcessor, type ProcessDeps } from '../../../../../core/usecases/process/process-alerts';
import { faulty } from '../../../../support/fakes/faulty';
import { accepted, processWorld } from '../../../../support/builders/process-world';

describe('processing alerts while functions end and race', () => {
  it('stores every alert once and leaves each entity as accept order would, whatever is cut off, raced or repeated', async () => {
    const type = fc.constantFrom<AlertType>('critical', 'critical', 'acknowledged', 'resolved', 'info');
    const workload = fc.array(
      fc.record({ type, entity: fc.constantFrom('a', 'b', 'c'), at: fc.integer({ min: 1, max: 99 }) }),
      {
        minLength: 1,
        maxLength: 14,
      },
    );
    await fc.assert(
      fc.asyncProperty(workload, fc.infiniteStream(fc.integer({ min: 0, max: 99 })), async (load, dice) => {
        const { deps, entities, alerts } = processWorld();
        const roll = (): number => Number(dice.next().value);
        const faulty = injectFaults(deps, roll);
        const queue = load.map(({ type: alert_type, entity, at }, i) =>
          accepted(at, { message: `m${i}`, alert_type, entity_id: entity }, i),
        );
        // Every message is delivered until some function has finished with it, and some once more after that.
        let waiting = [...queue, ...queue.filter(() => roll() < 20)];
        for (let round = 0; waiting.length > 0; round++) {
          expect(round).toBeLessThan(400);
          const taken = waiting.sort(() => roll() - 50);
          const cut = roll() % (taken.length + 1);
          const again = await Promise.all([consume(faulty, taken.slice(0, cut)), consume(faulty, taken.slice(cut))]);
          waiting = again.flat();
        }
        expect(alerts.rows.size).toBe(queue.length);
        for (const entity of ['a', 'b', 'c']) {
          const mine = queue.filter(({ body }) => (body as { entity_id: string }).entity_id === entity);
          const head = [...entities.heads.values()].find(({ entity_id }) => entity_id === entity);
          expect(statusOf(head?.incident?.status)).toBe(modelState(mine));
        }
        const opened = entities.stream.filter(
          ({ before, after }) => after.incident && after.incident.ordinal !== before?.incident?.ordinal,
        );
        const numbers = opened.map(({ after }) => after.incident!.number);
        expect(new Set(numbers).size).toBe(numbers.length);
        const creators = [...alerts.rows.values()].filter(
          ({ outcome }) => outcome.status === 'completed' && outcome.is_incident_created,
        );
        expect(creators.length).toBeLessThanOrEqual(numbers.length);
      }),
      { numRuns: 150 },
    );
  });
});

function statusOf(status: number | undefined): 'open' | 'acknowledged' | 'closed' {
  return status === STATUS.triggered ? 'open' : status === STATUS.acknowledged ? 'acknowledged' : 'closed';
}

/** Contract §2.1, one alert after another in accept order; ties as in `compareOperations`. */
function modelState(alerts: readonly AcceptedAlert[]): 'open' | 'acknowledged' | 'closed' {
  const rank: Record<string, number> = { resolved: 0, critical: 1, acknowledged: 2, info: 3 };
  const typeOf = ({ body }: AcceptedAlert): string => (body as { alert_type: string }).alert_type;
  let state: 'open' | 'acknowledged' | 'closed' = 'closed';
  for (const alert of [...alerts].sort(
    (a, b) => a.accepted_at - b.accepted_at || rank[typeOf(a)]! - rank[typeOf(b)]!,
  )) {
    const type = typeOf(alert);
    if (type === 'critical' && state === 'closed') state = 'open';
    if (type === 'acknowledged' && state === 'open') state = 'acknowledged';
    if (type === 'resolved') state = 'closed';
  }
  return state;
}

/** Delivers messages to one run of the function; a run that is killed acknowledges nothing. */
async function consume(deps: ProcessDeps, messages: readonly AcceptedAlert[]): Promise<readonly AcceptedAlert[]> {
  if (messages.length === 0) return [];
  const process = createProcessor(deps);
  const retry = await process(messages.map((accepted, index) => ({ messageId: String(index), accepted })));
  return messages.filter((_, index) => retry.includes(String(index)));
}

/** Ports that fail at times. */
function injectFaults(deps: ProcessDeps, roll: () => number): ProcessDeps {
  return {
    ...deps,
    entities: faulty(deps.entities, roll),
    incidentNumbers: faulty(deps.incidentNumbers, roll),
    alerts: faulty(deps.alerts, roll),
  };
}
