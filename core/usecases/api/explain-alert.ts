import type { Delivery } from '../../contracts/delivery';
import type { Incident, Micros } from '../../contracts/incident';
import type { StoredAlert } from '../../contracts/outcome';
import { transitionTimes } from '../../domain/known-transitions';
import { STATUS_LIFETIME, readTraceId, type ProvenTrace } from '../../domain/trace-id';
import { viewExplanation, viewQueued, type Consequences } from '../../domain/views/explanation-view';
import { viewRequestStatus } from '../../domain/views/request-status-view';
import { makeDeliveryId } from '../../domain/webhook/delivery-id';
import { isOutgoing } from './configuration';
import type { ApiDeps } from './deps';
import { LARGEST_SIZE, readPage } from './page';
import { readElements, type ElementPage } from './read-elements';
import { NOT_FOUND, invalid, ok } from './reply';
import type { Reply } from './reply';
import { mayUseTeam, type ApiRequest, type Caller } from './request';

type ExplainDeps = Pick<ApiDeps, 'alerts' | 'clock' | 'deliveries' | 'directory' | 'incidents' | 'signingKeys'>;

/**
 * What really happened to an alert: the steps of the engine as they were stored with it, how it was bound, its incident
 * as it is now, and the deliveries of the incident's transitions. For as long as the alert is kept, not just 60 minutes.
 */
export async function explainAlert(
  deps: ExplainDeps,
  { caller, params, query }: ApiRequest<{ readonly trace_id: string }>,
): Promise<Reply> {
  const page = readPage(query, LARGEST_SIZE);
  if (!page.valid) return invalid(...page.errors);
  const trace = readTraceId(params.trace_id, deps.signingKeys.traceIds);
  if (trace === null) return NOT_FOUND;
  const stored = await deps.alerts.find(trace.traceId);
  if (stored === null) {
    // Whose it is, nobody knows yet: the answer tells no more than the status does, which needs no token.
    return deps.clock() - trace.acceptedAt >= STATUS_LIFETIME ? NOT_FOUND : ok(viewQueued(trace.traceId));
  }
  if (stored.account !== caller.account || !isInReach(caller, stored)) return NOT_FOUND;
  if (stored.fan_out !== null) return explainRequest(deps, trace, { stored, count: stored.fan_out, page });
  return ok(viewExplanation(stored, await consequencesOf(deps, stored)));
}

/** An alert whose integration was gone belongs to no team: only a token for all teams may read it. */
function isInReach(caller: Caller, { integration }: StoredAlert): boolean {
  return integration === null ? caller.teams === null : mayUseTeam(caller, integration.team);
}

/** A request that holds many alerts: each has an explanation of its own, under its trace id. */
async function explainRequest(
  deps: ExplainDeps,
  trace: ProvenTrace,
  { stored, count, page }: { readonly stored: StoredAlert; readonly count: number; readonly page: ElementPage },
): Promise<Reply> {
  const elements = await readElements(deps, trace, { count, page });
  if (elements === null) return ok({ ...viewQueued(trace.traceId), count });
  const { status, alerts } = viewRequestStatus(stored, elements);
  const own = viewExplanation(stored, { incident: null, deliveries: [] });
  return ok({ ...own, ...(status === undefined ? {} : { status }), count, alerts: alerts ?? [] });
}

async function consequencesOf(deps: ExplainDeps, stored: StoredAlert): Promise<Consequences> {
  const { outcome } = stored;
  const ref = outcome.status === 'completed' ? outcome.incident : null;
  const incident = ref === null ? null : await deps.incidents.find(stored.account, ref.incident_number);
  if (incident === null || incident.unique_id !== ref?.unique_id) return { incident: null, deliveries: [] };
  return { incident, deliveries: await deliveriesOf(deps, incident, stored.accepted_at) };
}

/**
 * The deliveries of an incident's transitions to the endpoints that its service has now, in the order of transitions.
 * Their ids follow from transition and endpoint, so each is read by its key; one that has not been tried yet has no row.
 */
async function deliveriesOf(deps: ExplainDeps, incident: Incident, alertAt: Micros): Promise<readonly Delivery[]> {
  const endpoints = (await deps.directory.integrations(incident.service)).filter(isOutgoing);
  const ids = transitionTimes(incident, alertAt).flatMap(({ sequence, at }) =>
    endpoints.map(({ id: integration }) => {
      const identity = { integration, incident: incident.unique_id, sequence, transition_at: at };
      return { integration, id: makeDeliveryId(identity) };
    }),
  );
  const found = await Promise.all(ids.map(({ integration, id }) => deps.deliveries.find(integration, id)));
  return found.filter((delivery) => delivery !== null).toSorted((a, b) => a.sequence - b.sequence);
}
