import type { FieldError } from '../../contracts/json';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import type { ForwardingRule } from '../../contracts/user-details';
import { isTimeZone } from '../../domain/conditions/zoned-time';
import { isUuid } from '../../domain/is-uuid';
import { readScheduleTime } from '../../domain/on-call/read-schedule-time';
import { viewContact, viewForwardingRule, viewNotificationRule } from '../../domain/views/user-detail-views';
import { collectionOf, type Changed } from './collection';
import type { ApiDeps } from './deps';
import type { Caller } from './request';
import { findUser, type UserPath } from './users';

async function userOf(deps: Pick<ApiDeps, 'directory'>, caller: Caller, { username }: UserPath) {
  const user = await findUser(deps, caller, username);
  return user === null ? null : { kind: 'user' as const, resource: user };
}

/** Where a user can be reached (contract §1.1). */
export const CONTACTS = collectionOf({
  kind: 'contact',
  param: 'contact',
  parent: userOf,
  fresh: ({ resource: { account, username } }, made) => ({
    ...{ ...made, account, username },
    ...{ name: '', contact_type: 1, value: '' },
  }),
  change: (before, { name, contact_type, value }: BodyOf<'contact'>) => ({
    ok: true,
    resource: { ...before, name, contact_type, value },
  }),
  usedBy: async ({ directory }, { id, username }) => {
    const rules = await directory.resources('notification_rule', username);
    return rules.some(({ contact }) => contact === id) ? 'A notification rule of the user names this contact.' : null;
  },
  view: viewContact,
});

/** By which contact, and how late, a user wants to hear of incidents. */
export const NOTIFICATION_RULES = collectionOf({
  kind: 'notification_rule',
  param: 'notification_rule',
  parent: userOf,
  fresh: ({ resource: { account, username } }, made) => ({
    ...{ ...made, account, username },
    ...{ contact: '', start_delay: 0, urgency: 1 },
  }),
  change: (before, body: BodyOf<'notificationRule'>) => {
    const { contact, start_delay = before.start_delay, urgency = before.urgency } = body;
    return { ok: true, resource: { ...before, contact, start_delay, urgency } };
  },
  check: async ({ directory }, { username, contact }) => {
    const found = isUuid(contact) ? await directory.resource('contact', username, contact) : null;
    return found === null ? [{ path: 'contact', message: 'The user has no contact with this id.' }] : [];
  },
  view: viewNotificationRule,
});

/** Who stands in for a user. */
export const FORWARDING_RULES = collectionOf({
  kind: 'forwarding_rule',
  param: 'forwarding_rule',
  parent: userOf,
  fresh: ({ resource: { account, username } }, made, caller) => ({
    ...{ ...made, account, username },
    ...{ from: 0, to: 0, time_zone: 'UTC', to_user: '', created_by: caller.username },
  }),
  change: (before, body: BodyOf<'forwardingRule'>) => readForwarding(before, body),
  check: async (deps, { account, to_user, username }) => {
    const user = /^[\w-]{1,64}$/.test(to_user) ? await deps.directory.user(account, to_user) : null;
    if (user === null) return [{ path: 'to_user', message: 'There is no user with this username.' }];
    return to_user === username ? [{ path: 'to_user', message: 'Must be another user.' }] : [];
  },
  view: viewForwardingRule,
});

function readForwarding(before: ForwardingRule, body: BodyOf<'forwardingRule'>): Changed<ForwardingRule> {
  const { time_zone = 'UTC', to_user } = body;
  if (!isTimeZone(time_zone)) return wrong('time_zone', 'Must be the IANA name of a time zone.');
  const [from, to] = [readScheduleTime(body.from_date, time_zone), readScheduleTime(body.to_date, time_zone)];
  if (from === null) return wrong('from_date', 'Must be an ISO 8601 time.');
  if (to === null) return wrong('to_date', 'Must be an ISO 8601 time.');
  if (to <= from) return wrong('to_date', 'Must be later than from_date.');
  return { ok: true, resource: { ...before, from, to, time_zone, to_user } };
}

function wrong(path: string, message: string): { readonly ok: false; readonly errors: readonly FieldError[] } {
  return { ok: false, errors: [{ path, message }] };
}
