import type { Incident } from '../../core/contracts/incident';
import { anEndpoint } from '../support/builders/outgoing';
import { aService, aTeam } from '../support/builders/resources';
import type { PlannedChange, PlannedSetting } from './plan';
import { MOVED } from './receivers';
import { INCOMING, mappingOf, MAPPED, MONITOR, OUTGOING, ROUTER, RULE, RULESETS, windowOf } from './resources';

/** A request of the API, as somebody at a console makes it. */
export interface Wish {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

const STATUSES = { acknowledge: 2, resolve: 3, unacknowledge: 1 } as const;
const TEAM = `/api/account/teams/${aTeam().id}/`;
const SERVICE = `${TEAM}services/${aService().id}/`;
const WINDOW = `${TEAM}maintenance/${windowOf(0, 1).unique_id}/`;
const RULE_PATH = `${integrationPath(MONITOR)}transformers/${RULE.unique_id}/`;
const ROUTER_PATH = `/api/v2/account/events/router/${ROUTER.id}/`;

function integrationPath({ id }: { readonly id: string }): string {
  return `${SERVICE}integrations/${id}/`;
}

/** How somebody asks for a change of an incident. `text` is of this wish alone. */
export function changeOf(
  { kind, value }: PlannedChange,
  incident: Incident,
  { other, text }: { readonly other: Incident; readonly text: string },
): Wish {
  const path = `/api/incidents/${incident.number}/`;
  switch (kind) {
    case 'acknowledge':
    case 'resolve':
    case 'unacknowledge':
      return { method: 'PATCH', path, body: { status: STATUSES[kind] } };
    case 'title':
      return { method: 'PATCH', path, body: { title: text } };
    case 'note':
      return { method: 'POST', path: `${path}note/`, body: { note: text } };
    case 'snooze':
      return { method: 'POST', path: `${path}snooze/`, body: { snooze_time: value } };
    case 'wake':
      return { method: 'DELETE', path: `${path}snooze/` };
    case 'merge':
      return { method: 'POST', path: `${path}merge/`, body: { incidents: [other.number] } };
  }
}

type MakeWish = (planned: PlannedSetting, now: number) => Wish;

const iso = (micros: number): string => new Date(Math.floor(micros / 1_000)).toISOString();
const patch = (path: string, body: object): Wish => ({ method: 'PATCH', path, body: { ...body } });
const remove = (path: string): Wish => ({ method: 'DELETE', path });
const incoming = (which: number): string => integrationPath(INCOMING[which] ?? MONITOR);
const outgoing = (which: number): string => integrationPath(OUTGOING[which] ?? MONITOR);

const WISHES: Readonly<Record<string, MakeWish>> = {
  'rule on': () => patch(RULE_PATH, { is_enabled: true }),
  'rule off': () => patch(RULE_PATH, { is_enabled: false }),
  'rule deleted': () => remove(RULE_PATH),
  mapping: ({ value }) => ({
    method: 'PUT',
    path: `${integrationPath(MAPPED)}configuration/`,
    body: { custom_mapping: mappingOf(value % 2 === 0) },
  }),
  types: ({ which, value }) => patch(incoming(which), { create_incidents_for: value % 4 }),
  // Shorter ones than the contract allows are refused.
  timeouts: ({ which, value }) =>
    patch(SERVICE, { auto_resolve_timeout: which * value, acknowledgement_timeout: (1 - which) * (600 + value) }),
  'maintenance on': ({ value }, now) =>
    patch(WINDOW, { start_time: iso(now - 1_000_000), end_time: iso(now + (value + 1) * 1_000_000) }),
  'maintenance off': () => remove(WINDOW),
  'incoming off': ({ which }) => patch(incoming(which), { is_enabled: false }),
  'incoming on': ({ which }) => patch(incoming(which), { is_enabled: true }),
  'incoming deleted': ({ which }) => remove(incoming(which)),
  'endpoint off': ({ which }) => patch(outgoing(which), { is_enabled: false }),
  'endpoint on': ({ which }) => patch(outgoing(which), { is_enabled: true }),
  'endpoint moved': ({ which }) => moved(which),
  'endpoint deleted': ({ which }) => remove(outgoing(which)),
  'router off': () => patch(ROUTER_PATH, { is_enabled: false }),
  'router on': () => patch(ROUTER_PATH, { is_enabled: true }),
  'ruleset deleted': ({ value }) => remove(`${ROUTER_PATH}rulesets/${RULESETS[value % RULESETS.length]?.id}/`),
  'service deleted': () => remove(SERVICE),
  'team deleted': () => remove(TEAM),
};

/** How somebody asks for a change of the configuration. */
export function settingOf(planned: PlannedSetting, now: number): Wish {
  const make = WISHES[planned.kind];
  if (make === undefined) throw new Error(`Nobody can wish for ${planned.kind}.`);
  return make(planned, now);
}

function moved(which: number): Wish {
  const events = OUTGOING[which]?.endpoint?.events ?? anEndpoint().events;
  const body = { url: MOVED[which] ?? '', events: [...events] };
  return { method: 'PUT', path: `${outgoing(which)}configuration/`, body };
}
