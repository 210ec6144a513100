import type { EntityHead } from '../../contracts/incident';
import type { Json, JsonObject } from '../../contracts/json';
import type { Integration, Service } from '../../contracts/resources';
import { bind, newHead, type Decision } from '../../domain/binding/bind';
import { compileEngine, type EngineBody } from '../../domain/engine';
import { TRACE_RANDOM_BYTES, makeElementTraceId, makeTraceId, type ProvenTrace } from '../../domain/trace-id';
import { viewAlertFields } from '../../domain/views/alert-fields-view';
import { viewExplain } from '../../domain/views/explain-view';
import type { Collations } from '../ports';
import { nameOfEntity, placeAlerts, type PlacedAlert } from '../process/place-alerts';
import { prepareAlert, type Prepared } from '../process/prepare-alert';
import { isOutgoing } from './configuration';
import type { ApiDeps } from './deps';
import { findIntegration } from './find';
import type { IntegrationPath } from './find';
import { readPreview, type PreviewRequest } from './read-preview';
import { NOT_FOUND, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

type PreviewDeps = Pick<
  ApiDeps,
  'clock' | 'collations' | 'directory' | 'entities' | 'log' | 'randomBytes' | 'signingKeys'
>;

/** So many alerts of one body are shown: enough to see what a mapping does, within the time and size of one answer. */
const MAX_ALERTS = 100;

/**
 * What would become of a body if it were posted now, with the stored configuration and rules or with drafts of them
 * (own-routes, "Trying things out"). The alerts take the very way of processing, up to where something would be written.
 */
export async function previewAlerts(
  deps: PreviewDeps,
  { caller, params, body }: ApiRequest<IntegrationPath, JsonObject>,
): Promise<Reply> {
  const found = await findIntegration(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const { integration, service } = found;
  if (isOutgoing(integration)) return invalid({ path: '', message: 'The integration takes no alerts.' });
  const stored = await deps.directory.rules(integration.id);
  const { custom_mapping } = integration;
  const read = readPreview(body, { custom_mapping, rules: stored, now: deps.clock() });
  if (!read.ok) return invalid(...read.errors);
  const opened = await openPreview(deps, integration, read.preview);
  const prepared = await prepareAll(deps, { integration, service }, opened);
  return ok({ count: opened.body.count, alerts: await bindAll(deps, prepared) });
}

interface Opened {
  readonly engine: ReturnType<typeof compileEngine>;
  readonly body: EngineBody;
}

async function openPreview(deps: PreviewDeps, integration: Integration, preview: PreviewRequest): Promise<Opened> {
  const { team, service, default_urgency } = integration;
  const windows = await deps.directory.maintenanceWindows(team);
  const { custom_mapping, rules, payload } = preview;
  const engine = compileEngine({ custom_mapping, rules, default_urgency, service, windows });
  return { engine, body: engine.open(payload) };
}

function prepareAll(
  deps: PreviewDeps,
  where: { readonly integration: Integration; readonly service: Service },
  { engine, body }: Opened,
): Promise<readonly Prepared[]> {
  const key = deps.signingKeys.traceIds;
  const acceptedAt = deps.clock();
  const request: ProvenTrace = {
    acceptedAt,
    traceId: makeTraceId(acceptedAt, deps.randomBytes(TRACE_RANDOM_BYTES), key),
  };
  const indexes = Array.from({ length: Math.min(body.count, MAX_ALERTS) }, (_, index) => index);
  return Promise.all(
    indexes.map((index) => {
      const trace = body.fansOut ? makeElementTraceId(request, index, key) : request;
      return prepareAlert(deps, { ...where, engine, routing: [] }, body, { index, trace });
    }),
  );
}

/** Binds one alert after the other to heads that are read and never written, so that later ones meet what earlier ones did. */
async function bindAll(deps: PreviewDeps, prepared: readonly Prepared[]): Promise<readonly Json[]> {
  const { entities, log } = deps;
  const { placed, failed } = await placeAlerts({ entities, log, collations: readOnly(deps.collations) }, prepared);
  if (failed.size > 0) throw new Error('It could not be found out which incident the alerts would go to.');
  const places = new Map(placed.map((each) => [each.operation.trace_id, each]));
  const heads = new Map<string, EntityHead>();
  const shown: Json[] = [];
  for (const alert of prepared) {
    if (alert.ends) {
      shown.push(viewEnded(alert));
      continue;
    }
    const place = places.get(alert.operation.trace_id);
    if (place === undefined) throw new Error('An alert was not placed.');
    const decision = bind(await headOf(entities, heads, place), [place.operation]);
    heads.set(nameOfEntity(place.entity), decision.head);
    shown.push(viewBound(alert, decision));
  }
  return shown;
}

async function headOf(
  entities: ApiDeps['entities'],
  heads: ReadonlyMap<string, EntityHead>,
  { account, entity }: PlacedAlert,
): Promise<EntityHead> {
  const { integration, entity_id } = entity;
  const known = heads.get(nameOfEntity(entity)) ?? (await entities.load(integration, entity_id));
  return known ?? newHead(account, integration, entity_id);
}

/** Windows that the alerts of a preview would open are theirs alone. */
function readOnly(collations: Collations): Collations {
  return {
    load: (service, key) => collations.load(service, key),
    save: () => Promise.resolve('saved'),
  };
}

function viewEnded({ stored }: Extract<Prepared, { ends: true }>): JsonObject {
  const { alert, outcome, explain } = stored;
  return {
    alert: alert === null ? null : viewAlertFields(alert),
    effect: outcome.status === 'failed' ? 'failed' : 'suppressed',
    reason: outcome.status === 'failed' ? outcome.error : outcome.reason,
    incident: null,
    explain: viewExplain(explain),
  };
}

function viewBound({ row }: Extract<Prepared, { ends: false }>, decision: Decision): JsonObject {
  const binding = decision.bindings[0];
  const { incident } = decision.head;
  // What this preview itself would open has no number yet.
  const isThere = binding?.ordinal != null && incident !== null && incident.number > 0;
  return {
    alert: viewAlertFields(row.alert),
    effect: effectOf(decision),
    reason: binding?.reason ?? '',
    incident: isThere ? { incident_number: incident.number, unique_id: incident.unique_id } : null,
    explain: viewExplain(row.explain),
  };
}

/** What an alert would do, in one word. Acknowledging what is acknowledged already is joining it. */
function effectOf({ bindings, head, transitioned }: Decision): string {
  const [binding] = bindings;
  if (binding?.created === true) return 'creates_incident';
  if (binding?.ordinal == null) return 'none';
  const last = transitioned ? head.incident?.transitions.at(-1)?.type : undefined;
  if (last === 'resolved') return 'resolves';
  return last === 'acknowledged' ? 'acknowledges' : 'joins_incident';
}
