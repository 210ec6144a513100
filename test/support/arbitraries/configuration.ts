import fc from 'fast-check';
import { ALERT_TYPES } from '../../../core/contracts/alert';
import type { JsonObject } from '../../../core/contracts/json';
import type {
  ActionEntry,
  AlertRuleEntry,
  Configuration,
  GroupingEntry,
  IntegrationEntry,
  PolicyEntry,
  RouteEntry,
  RouterEntry,
  RulesetEntry,
  ServiceEntry,
  TeamEntry,
} from '../../../cli/configuration/configuration';
import { escapeText, referenceText } from '../../../cli/configuration/text-references';

/** Configurations in full: every key that can be set is there, as `export` writes them. */

/** Texts that are easily taken for something else. */
const tricky = fc.constantFrom(
  '${env:X}',
  '$${user:a}',
  'a ${tag:b%7D} c',
  'yes',
  '22:00',
  '1e3',
  ' ~',
  '- x',
  '%7D}',
  'ü\n#',
);
const text = fc.oneof(fc.string({ maxLength: 12 }), tricky).filter((some) => !some.includes('{{'));
const name = text.filter((some) => /\S/.test(some));
/** As it stands where references are read. */
const escaped = text.map(escapeText);
const escapedName = name.map(escapeText);

const leaf: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ field: fc.constant('message'), op: fc.constant('equals'), value: escaped }),
  fc.record({ field: fc.constant('payload.n'), op: fc.constantFrom('lte', 'gte'), value: fc.integer() }),
  fc.record({
    field: fc.constant('alert_type'),
    op: fc.constantFrom('in', 'not_in'),
    value: fc.subarray([...ALERT_TYPES], { minLength: 1 }),
  }),
  fc.constant({ field: 'time', op: 'between', value: ['22:00:00', '06:00:00'], timezone: 'Europe/Berlin' }),
  fc.constant({ field: 'entity_id', op: 'is_empty' }),
);
const condition: fc.Arbitrary<JsonObject> = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 2 }).map((all) => ({ all })),
  leaf.map((not) => ({ not })),
);
/** What a router knows of an alert is its body. */
const payloadCondition: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ field: fc.constant('payload.team'), op: fc.constant('equals'), value: escaped }),
  fc.constant({ all: [] }),
);
const outgoingCondition: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ field: fc.constant('title'), op: fc.constant('contains'), value: escapedName }),
  fc.constant({ all: [] }),
  fc.constant({ field: 'urgency', op: 'equals', value: 'high' }),
);

function action(policies: readonly string[], user: string): fc.Arbitrary<ActionEntry> {
  return fc.oneof(
    fc.constant({ type: 'suppress' }),
    fc.constantFrom(...ALERT_TYPES).map((value) => ({ type: 'change_alert_type', value })),
    fc.constantFrom('low', 'high').map((value) => ({ type: 'urgency', value })),
    escapedName.map((value) => ({ type: 'add_note', value })),
    fc.constantFrom(...policies).map((policy) => ({
      type: 'escalation_policy',
      value: referenceText('escalation_policy', policy),
    })),
    fc.constant({ type: 'assign_user', value: referenceText('user', user) }),
    fc.constant({ type: 'task', key: 'Look', value: 'around' }),
  );
}

function alertRule(policies: readonly string[], user: string): fc.Arbitrary<AlertRuleEntry> {
  return fc.record({
    description: escaped,
    is_enabled: fc.boolean(),
    stop: fc.boolean(),
    conditions: condition,
    actions: fc.array(action(policies, user), { maxLength: 3 }),
  });
}

function mapping(policies: readonly string[]): fc.Arbitrary<JsonObject | null> {
  const block = fc.record(
    {
      set: fc.record({
        message: escapedName,
        escalation_policy: fc.constantFrom(...policies).map((policy) => referenceText('escalation_policy', policy)),
      }),
      when: leaf,
    },
    { requiredKeys: ['set'] },
  );
  const blocks = fc.array(block, { minLength: 1, maxLength: 2 });
  return fc.option(
    fc.record(
      { enabled: fc.boolean(), for_each: fc.constant('payload.alerts'), blocks },
      { requiredKeys: ['enabled', 'blocks'] },
    ),
  );
}

/** Secrets are placeholders: `concealSecrets` names them. */
const endpoint: fc.Arbitrary<JsonObject> = fc.record({
  url: fc.webUrl({ validSchemes: ['https'] }).map((url) => escapeText(new URL(url).href)),
  events: fc.subarray(['triggered', 'acknowledged', 'resolved'], { minLength: 1 }),
  auth: fc.oneof(
    fc.constant({ type: 'none' }),
    fc.constant({ type: 'basic', username: 'tocsin', password: { set: true } }),
    fc.constant({ type: 'signature', signing_key: { set: true } }),
  ),
  headers: fc.subarray(['X-Team', 'X-Api-Key']).map((names) => Object.fromEntries(names.map((one) => [one, 'value']))),
  timeout_seconds: fc.integer({ min: 1, max: 30 }),
  standard_webhooks: fc.record({ enabled: fc.boolean() }),
});

const common = {
  summary: name,
  is_enabled: fc.boolean(),
  create_incidents_for: fc.constantFrom(0, 1, 2, 3),
  default_urgency: fc.constantFrom(0, 1),
};

/** Names say which way it goes, so that of two configurations none changes an application. */
function integration(policies: readonly string[], user: string): fc.Arbitrary<IntegrationEntry> {
  return fc.oneof(
    fc.record({
      name: name.map((some) => `in ${some}`),
      ...common,
      application: fc.constant('generic'),
      custom_mapping: mapping(policies),
      alert_rules: fc.array(alertRule(policies, user), { maxLength: 3 }),
    }),
    fc
      .record({
        name: name.map((some) => `out ${some}`),
        ...common,
        application: fc.constant('outgoingwebhooks'),
        endpoint: fc.option(endpoint, { nil: undefined }),
        outgoing_rules: fc.array(fc.record({ is_enabled: fc.boolean(), conditions: outgoingCondition }), {
          maxLength: 2,
        }),
      })
      .map(({ endpoint: configured, ...others }) => ({
        ...others,
        ...(configured === undefined ? {} : { endpoint: configured }),
      })),
  );
}

const byName = { selector: ({ name: some }: { readonly name: string }) => some };

function policy(named: fc.Arbitrary<string>, user: string): fc.Arbitrary<PolicyEntry> {
  return fc.record({
    name: named,
    summary: text,
    description: text,
    repeat_policy: fc.integer({ min: 0, max: 3 }),
    move_to_next: fc.boolean(),
    global_ep: fc.boolean(),
    rules: fc.array(fc.record({ delay: fc.integer({ min: 0, max: 90 }), targets: fc.constant([{ user }]) }), {
      maxLength: 2,
    }),
  });
}

const grouping: fc.Arbitrary<GroupingEntry> = fc.record({
  match_mode: fc.constantFrom(1, 2),
  match_fields: fc.record({
    static_fields: fc.subarray(['incident_title', 'incident_summary', 'integration'], { minLength: 1 }),
    custom_fields: fc.subarray(['$.region', '$.host.name']),
  }),
  time_window: fc.integer({ min: 1, max: 20 }),
  is_active: fc.boolean(),
});

function service(policies: readonly string[], user: string): fc.Arbitrary<ServiceEntry> {
  return fc.record({
    name,
    summary: text,
    description: text,
    escalation_policy: fc.constantFrom(...policies),
    team_priority: fc.constant(null),
    task_template: fc.constant(null),
    sla: fc.constant(null),
    auto_resolve_timeout: fc.integer({ min: 0, max: 9_000 }),
    acknowledgement_timeout: fc.constantFrom(0, 600),
    collation: fc.constant(0),
    collation_time: fc.constant(0),
    alert_grouping_policy: fc.option(grouping, { nil: null }),
    integrations: fc.uniqueArray(integration(policies, user), { maxLength: 3, ...byName }),
  });
}

/** What every team has from its making. */
const DEFAULT_POLICY = 'Default escalation policy';

function team(named: string, user: string): fc.Arbitrary<TeamEntry> {
  const others = fc.uniqueArray(policy(name, user), { maxLength: 2, ...byName });
  return fc.tuple(policy(fc.constant(DEFAULT_POLICY), user), others, fc.boolean()).chain(([first, more, isPrivate]) => {
    const policies = [first, ...more.filter((one) => one.name !== DEFAULT_POLICY)];
    const names = policies.map((one) => one.name);
    return fc.record({
      name: fc.constant(named),
      private: fc.constant(isPrivate),
      escalation_policies: fc.constant(policies),
      services: fc.uniqueArray(service(names, user), { maxLength: 2, ...byName }),
    });
  });
}

/** The integrations of a configuration that take alerts, as routers name them. */
function routesOf(teams: readonly TeamEntry[]): readonly RouteEntry[] {
  return teams.flatMap(({ name: ofTeam, services = [] }) =>
    services.flatMap(({ name: ofService, integrations = [] }) =>
      integrations
        .filter(({ application }) => application === 'generic')
        .map((one) => ({ team: ofTeam, service: ofService, integration: one.name })),
    ),
  );
}

function ruleset(routes: readonly RouteEntry[]): fc.Arbitrary<RulesetEntry> {
  const suppressing = fc.record({ name, conditions: payloadCondition, suppress: fc.constant(true as const) });
  if (routes.length === 0) return suppressing;
  return fc.oneof(suppressing, fc.record({ name, conditions: payloadCondition, route: fc.constantFrom(...routes) }));
}

function router(routes: readonly RouteEntry[]): fc.Arbitrary<RouterEntry> {
  return fc.record({
    name,
    description: text,
    is_enabled: fc.boolean(),
    rulesets: fc.array(ruleset(routes), { maxLength: 3 }),
  });
}

/** @param user the e-mail address of somebody who is there */
export function anyConfiguration(user: string): fc.Arbitrary<Configuration> {
  return fc.tuple(team('Payments', user), team('${tag:Ops}', user)).chain((teams) =>
    fc.record({
      teams: fc.constant(teams),
      routers: fc.uniqueArray(router(routesOf(teams)), { maxLength: 2, ...byName }),
    }),
  );
}
