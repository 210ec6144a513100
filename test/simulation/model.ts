import type { AcceptedAlert, AlertType } from '../../core/contracts/alert';
import { KEYS, type Key } from '../../core/contracts/keys';
import type { IntegrationRule, TeamMaintenanceWindow } from '../../core/contracts/resource-types';
import type { Integration, Service } from '../../core/contracts/resources';
import type { Router, Ruleset } from '../../core/contracts/routing';
import { alertIdOf, makeElementTraceId } from '../../core/domain/trace-id';
import type { HistoricItems } from './history';
import { MAPPED, MONITOR, ROUTER, RULE, RULESETS, windowOf } from './resources';

/**
 * What should come of an alert, written down a second time and as simply as can be (contract §2.1). Shares no code with
 * the product but trace ids. What it should be depends on the configuration, which may change while the alert is on its
 * way: so this is said for each way in which the configuration may have been found.
 */
export type ModelEnd = { readonly traceId: string; readonly at: number } & (
  | { readonly ends: 'failed' | 'suppressed' | 'unrouted' | 'request' }
  | {
      readonly ends: 'bound';
      readonly integration: string;
      readonly entity: string;
      readonly kind: 'trigger' | 'append' | 'acknowledge' | 'resolve';
    }
);

/** One way in which the configuration may have been found. */
interface Circumstances {
  readonly entry: object | null;
  readonly router: Router | null;
  readonly rulesets: readonly (Ruleset | null)[];
  readonly monitor: Integration | null;
  readonly mapped: Integration | null;
  readonly service: Service | null;
  readonly rule: IntegrationRule | null;
  readonly window: TeamMaintenanceWindow | null;
}

interface GenericBody {
  readonly entity_id?: string;
  readonly alert_type: AlertType;
  readonly suppressed: boolean;
  readonly payload: { readonly label?: string };
}

interface MappedBody {
  readonly alerts: readonly { readonly id: string; readonly type: AlertType }[];
}

/** All that may become of a message that was processed in a stretch of time; each is what all of its alerts come to. */
export function possibleEnds(
  accepted: AcceptedAlert,
  items: HistoricItems,
  { from, to }: { readonly from: number; readonly to: number },
): readonly (readonly ModelEnd[])[] {
  const see = (key: Key): readonly (object | null)[] => items.versions(key, from, to);
  const { team, service } = MONITOR;
  const isRouted = accepted.integration_key === ROUTER.integration_key;
  const found = [
    see(KEYS.integrationKey(accepted.integration_key)),
    see(KEYS.integration(service, MONITOR.id)),
    see(KEYS.integration(service, MAPPED.id)),
    see(KEYS.service(team, service)),
    see(KEYS.rule(MONITOR.id, RULE.unique_id)),
    see(KEYS.maintenanceWindow(team, windowOf(0, 1).unique_id)),
    isRouted ? see(KEYS.router(ROUTER.account, ROUTER.id)) : [null],
    ...RULESETS.map(({ id }) => (isRouted ? see(KEYS.ruleset(ROUTER.id, id)) : [null])),
  ];
  return combinations(found).map((combination) => {
    const [entry, monitor, mapped, ofService, rule, window, router, ...rulesets] = combination;
    return endsOf(accepted, {
      ...{ entry, monitor, mapped, service: ofService, rule, window, router, rulesets },
    } as unknown as Circumstances);
  });
}

function combinations<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>(
    (all, list) => all.flatMap((some) => list.map((one) => [...some, one])),
    [[]],
  );
}

function endsOf(accepted: AcceptedAlert, found: Circumstances): readonly ModelEnd[] {
  const self = { traceId: accepted.trace_id, at: accepted.accepted_at };
  const integration = found.entry === null ? 'failed' : integrationOf(accepted, found);
  if (typeof integration === 'string') return [{ ...self, ends: integration }];
  if (integration === null || found.service === null || !integration.is_enabled) return [{ ...self, ends: 'failed' }];
  if (integration.id === MONITOR.id)
    return [genericEnd(self, accepted.body as unknown as GenericBody, integration, found)];
  const { alerts } = accepted.body as unknown as MappedBody;
  const request = { traceId: self.traceId, acceptedAt: self.at };
  const elements = alerts.map((alert, index): ModelEnd => {
    const { traceId, acceptedAt: at } = makeElementTraceId(request, index, Buffer.alloc(32, 1));
    const entity = `${isRenamed(integration) ? 'new-' : ''}${alert.id}`;
    if (isMaintained(found, at)) return { traceId, at, ends: 'failed' };
    return { traceId, at, ends: 'bound', integration: MAPPED.id, entity, kind: kindOf(alert.type, integration) };
  });
  return [{ ...self, ends: 'request' }, ...elements];
}

/** Where the message goes, or how it ends before it gets anywhere. */
function integrationOf(
  accepted: AcceptedAlert,
  found: Circumstances,
): Integration | null | 'unrouted' | 'suppressed' | 'failed' {
  if (accepted.integration_key === MONITOR.integration_key) return found.monitor;
  if (accepted.integration_key === MAPPED.integration_key) return found.mapped;
  if (found.router?.is_enabled !== true) return 'failed';
  const { route } = accepted.body as unknown as { readonly route?: string };
  const ruleset = found.rulesets.find((each) => each?.name === route);
  if (ruleset === undefined) return 'unrouted';
  if (route === 'quiet') return 'suppressed';
  return route === 'monitor' ? found.monitor : found.mapped;
}

type Self = Pick<ModelEnd, 'traceId' | 'at'>;

function genericEnd(self: Self, body: GenericBody, integration: Integration, found: Circumstances): ModelEnd {
  const isRuledOut = found.rule?.rule.is_enabled === true && body.payload.label === 'y';
  if (isMaintained(found, self.at)) return { ...self, ends: 'failed' };
  if (body.suppressed || isRuledOut) return { ...self, ends: 'suppressed' };
  // Without an entity id it is about itself.
  const entity = body.entity_id ?? alertIdOf(self.traceId);
  return { ...self, ends: 'bound', integration: MONITOR.id, entity, kind: kindOf(body.alert_type, integration) };
}

/** Windows are in milliseconds. */
function isMaintained({ window }: Circumstances, at: number): boolean {
  const millis = Math.floor(at / 1_000);
  return window !== null && window.start <= millis && millis < window.end;
}

function isRenamed({ custom_mapping }: Integration): boolean {
  return JSON.stringify(custom_mapping).includes('new-');
}

function kindOf(
  type: AlertType,
  { create_incidents_for }: Integration,
): 'trigger' | 'append' | 'acknowledge' | 'resolve' {
  if (type === 'acknowledged') return 'acknowledge';
  if (type === 'resolved') return 'resolve';
  return ['critical', 'error', 'warning'].slice(0, create_incidents_for).includes(type) ? 'trigger' : 'append';
}
