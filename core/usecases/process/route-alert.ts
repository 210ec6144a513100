import type { AcceptedAlert } from '../../contracts/alert';
import type { ExplainStep } from '../../contracts/explain';
import type { Outcome, StoredAlert } from '../../contracts/outcome';
import type { Ruleset } from '../../contracts/routing';
import { errorBodyOf } from '../../domain/integration-error';
import { compileRouting, type Route } from '../../domain/routing/compile-routing';
import { inRulesetOrder } from '../../domain/routing/ruleset-order';
import type { Directory } from '../ports';
import { findArrival, type Arrival, type EngineCache } from './find-engine';
import type { RouterIntake } from './find-intake';
import type { PreparedError } from './prepare-alert';

/** A message that ends at its router: no integration gets it. */
export interface EndsAtRouter {
  readonly stored: StoredAlert;
  readonly errors: readonly PreparedError[];
}

/**
 * Takes an alert from its router to the integration it is for (contract §1.8), or ends it there: suppressed, or failed and
 * listed with the router because nothing takes it. Done again with the same rulesets it gives the same.
 * @throws when the configuration can't be read: the alert has to be tried again.
 */
export async function routeAlert(
  directory: Directory,
  engines: EngineCache,
  intake: RouterIntake,
  accepted: AcceptedAlert,
): Promise<Arrival | EndsAtRouter> {
  const { ruleset, explain } = routeOf(intake)(accepted.body, accepted.accepted_at);
  if (ruleset === null) {
    const count = intake.rulesets.length;
    const reason = `No ruleset of the router ${JSON.stringify(intake.router.name)} matches (${count} tried).`;
    return fails(intake, accepted, { explain, kind: 'unrouted', reason });
  }
  const { name, action } = ruleset;
  if (action.effect === 'suppress') return suppressed(intake, accepted, explain, name);
  const arrival = await findArrival(directory, action.target, engines);
  if (typeof arrival !== 'string') return { ...arrival, routing: explain };
  const reason = `The ruleset ${JSON.stringify(name)} routes the alert to an integration that can not take it. ${arrival}`;
  return fails(intake, accepted, { explain, kind: 'failed', reason });
}

/**
 * A cached directory hands out the same router and the same list for a few seconds, and for so long they are compiled
 * once: that takes longer than trying them.
 */
const compiled = new WeakMap<readonly Ruleset[], { readonly router: RouterIntake['router']; readonly route: Route }>();

function routeOf({ router, rulesets }: RouterIntake): Route {
  const known = compiled.get(rulesets);
  // The order is the router's.
  if (known?.router === router) return known.route;
  const route = compileRouting(inRulesetOrder(router, rulesets));
  compiled.set(rulesets, { router, route });
  return route;
}

interface Failure {
  readonly explain: readonly ExplainStep[];
  readonly kind: PreparedError['kind'];
  readonly reason: string;
}

function fails(intake: RouterIntake, accepted: AcceptedAlert, { explain, kind, reason }: Failure): EndsAtRouter {
  const { trace_id, accepted_at: at, body } = accepted;
  const error: PreparedError = { integration: intake.router.id, at, trace_id, kind, reason, body: errorBodyOf(body) };
  return { stored: rowOf(intake, accepted, explain, { status: 'failed', error: reason }), errors: [error] };
}

function suppressed(
  intake: RouterIntake,
  accepted: AcceptedAlert,
  explain: readonly ExplainStep[],
  name: string,
): EndsAtRouter {
  const outcome: Outcome = {
    status: 'completed',
    incident: null,
    is_incident_created: false,
    suppressed: true,
    reason: `Suppressed by the ruleset ${JSON.stringify(name)}: the alert is kept and changes no incident.`,
  };
  return { stored: rowOf(intake, accepted, explain, outcome), errors: [] };
}

/** What the body means only an integration could say: it is kept as it came. */
function rowOf(
  { router: { account } }: RouterIntake,
  { trace_id, accepted_at, body }: AcceptedAlert,
  explain: readonly ExplainStep[],
  outcome: Outcome,
): StoredAlert {
  return { trace_id, accepted_at, account, integration: null, outcome, alert: null, body, explain, fan_out: null };
}
