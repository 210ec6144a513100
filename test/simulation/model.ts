import type { AcceptedAlert, AlertType } from '../../core/contracts/alert';
import { makeElementTraceId } from '../../core/domain/trace-id';
import type { CountedChange } from './observer';
import type { Plan } from './plan';
import { MAPPED, MONITOR } from './resources';

/**
 * What should come of alerts, written down a second time and as simply as can be (contract §2.1): one after the other, in
 * the order of their accept times. Shares no code with the product but trace ids.
 */
export interface ModelAlert {
  readonly traceId: string;
  readonly at: number;
  readonly integration: string;
  /** Null: none was sent, so that it is about itself. */
  readonly entity: string | null;
  readonly type: AlertType;
  readonly suppressed: boolean;
  /** One of a body of many. */
  readonly isElement: boolean;
  /** Accepted while its service was under maintenance. */
  readonly isMaintained: boolean;
}

interface GenericBody {
  readonly entity_id?: string;
  readonly alert_type: AlertType;
  readonly suppressed: boolean;
}

interface MappedBody {
  readonly alerts: readonly { readonly id: string; readonly type: AlertType }[];
}

/** The alerts that a message stands for. */
export function alertsOf(accepted: AcceptedAlert, plan: Plan, start: number): readonly ModelAlert[] {
  const isMaintained = (at: number): boolean => {
    const window = plan.maintenance;
    const inMillis = (time: number): number => Math.floor(time / 1_000);
    return (
      window !== null && inMillis(start + window.from) <= inMillis(at) && inMillis(at) < inMillis(start + window.to)
    );
  };
  if (accepted.integration_key === MONITOR.integration_key) {
    const { entity_id, alert_type, suppressed } = accepted.body as unknown as GenericBody;
    const at = accepted.accepted_at;
    const alert = { traceId: accepted.trace_id, at, integration: MONITOR.id, entity: entity_id ?? null };
    return [{ ...alert, type: alert_type, suppressed, isElement: false, isMaintained: isMaintained(at) }];
  }
  const request = { traceId: accepted.trace_id, acceptedAt: accepted.accepted_at };
  return (accepted.body as unknown as MappedBody).alerts.map(({ id, type }, index) => {
    const { traceId, acceptedAt: at } = makeElementTraceId(request, index, Buffer.alloc(32, 1));
    const element = { traceId, at, integration: MAPPED.id, entity: id, type };
    return { ...element, suppressed: false, isElement: true, isMaintained: isMaintained(at) };
  });
}

/** How an entity ends: of its latest incident, if it ever had one. */
export type ModelState = 'none' | 'triggered' | 'acknowledged' | 'resolved';

type Counted = Pick<ModelAlert, 'at' | 'type'> | Pick<CountedChange, 'at' | 'kind'>;

/** The state in which alerts and changes leave an entity. */
export function stateAfter(
  alerts: readonly ModelAlert[],
  changes: readonly CountedChange[],
  createIncidentsFor: Plan['createIncidentsFor'],
): ModelState {
  const opening = ['critical', 'error', 'warning'].slice(0, createIncidentsFor);
  const all: Counted[] = [...alerts.filter((alert) => !alert.suppressed && !alert.isMaintained), ...changes];
  let state: ModelState = 'none';
  for (const one of all.sort((a, b) => a.at - b.at || rankOf(a) - rankOf(b))) {
    const what = 'kind' in one ? one.kind : one.type;
    const isOpen = state === 'triggered' || state === 'acknowledged';
    if (opening.includes(what) && !isOpen) state = 'triggered';
    else if ((what === 'acknowledged' || what === 'acknowledge') && isOpen) state = 'acknowledged';
    else if ((what === 'resolved' || what === 'resolve') && isOpen) state = 'resolved';
    else if (what === 'unacknowledge' && isOpen) state = 'triggered';
  }
  return state;
}

/** In one microsecond a resolve comes first, an acknowledge last. */
function rankOf(one: Counted): number {
  const what = 'kind' in one ? one.kind : one.type;
  if (what === 'resolved' || what === 'resolve') return 0;
  return what === 'acknowledged' || what === 'acknowledge' ? 2 : 1;
}
