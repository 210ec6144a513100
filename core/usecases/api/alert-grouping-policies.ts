import type { AlertGroupingPolicy } from '../../contracts/alert-grouping-policy';
import type { Micros } from '../../contracts/incident';
import type { FieldError } from '../../contracts/json';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { checkMatchFields } from '../../domain/collation/check-policy';
import { viewAlertGroupingPolicy } from '../../domain/views/alert-grouping-policy-view';
import { collectionOf, type Changed } from './collection';
import type { ApiDeps } from './deps';
import { findService } from './find';
import type { ServicePath } from './find';
import type { Caller } from './request';

const ONE_AT_MOST: FieldError = {
  path: '',
  message: 'The service has an alert grouping policy already: change that one.',
};

/** The policies as of a time: that of a change is kept. */
const collectionAt = (now: Micros) =>
  collectionOf({
    kind: 'alert_grouping_policy',
    param: 'alert_grouping_policy',
    parent: serviceOf,
    fresh: ({ resource: { account, team, id: service } }, made) => ({
      ...made,
      account,
      team,
      service,
      match_mode: 2,
      match_fields: { static_fields: [], custom_fields: [] },
      time_window: 5,
      is_active: true,
      updated_at: made.created_at,
    }),
    change: (before, body: BodyOf<'alertGroupingPolicyChange'>) => changePolicy(before, body, now),
    check: async ({ directory }, { id, service }) => {
      const all = await directory.resources('alert_grouping_policy', service);
      return all.some((other) => other.id !== id) ? [ONE_AT_MOST] : [];
    },
    view: viewAlertGroupingPolicy,
  });

async function serviceOf(deps: Pick<ApiDeps, 'directory'>, caller: Caller, path: ServicePath) {
  const found = await findService(deps, caller, path);
  return found === null ? null : { kind: 'service' as const, resource: found.service };
}

function changePolicy(
  before: AlertGroupingPolicy,
  body: BodyOf<'alertGroupingPolicyChange'>,
  now: Micros,
): Changed<AlertGroupingPolicy> {
  const { match_mode, match_fields, time_window, is_active } = body;
  const fields =
    match_fields === undefined
      ? before.match_fields
      : { static_fields: match_fields.static_fields ?? [], custom_fields: match_fields.custom_fields ?? [] };
  const errors = checkMatchFields(fields);
  if (errors.length > 0) return { ok: false, errors };
  const resource = {
    ...before,
    match_mode: match_mode ?? before.match_mode,
    match_fields: fields,
    time_window: time_window ?? before.time_window,
    is_active: is_active ?? before.is_active,
    updated_at: Math.max(now, before.created_at),
  };
  return { ok: true, resource };
}

const READING = collectionAt(0);

/**
 * The alert grouping policy of a service that collates by content (contract §1.3). A change counts for alerts that are
 * processed from then on, within a few seconds; windows that are open keep their ends.
 */
export const ALERT_GROUPING_POLICIES: typeof READING = {
  ...READING,
  create: (deps, request) => collectionAt(deps.clock()).create(deps, request),
  update: (deps, request) => collectionAt(deps.clock()).update(deps, request),
};
