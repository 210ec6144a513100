import { APPLICATIONS } from '../../core/contracts/applications';
import type { Json, JsonObject } from '../../core/contracts/json';
import { toWireAction } from './action-names';
import type { ActionEntry, PolicyRuleEntry, PolicyTargetEntry } from './configuration';
import type { Step } from './step';
import { escapeText, mapTexts, referenceText, type NamedKind } from './text-references';

/** Keys of a service that are names of its team's, and what of. */
const SERVICE_REFERENCES: Readonly<Partial<Record<string, NamedKind>>> = {
  escalation_policy: 'escalation_policy',
  team_priority: 'priority',
  task_template: 'task_template',
  sla: 'sla',
};

/** What a schedule and a user are as targets of an escalation (contract §1.10). */
const TARGET = { schedule: 1, user: 2 } as const;

/** The body that takes a step, but for the references in its texts. */
export function wireBody({ action, kind, at, entry }: Step): JsonObject {
  switch (kind) {
    case 'team':
    case 'router':
      return plain(entry);
    case 'alert_grouping_policy':
      return mapTexts(entry, escapeText);
    case 'ruleset':
      return rulesetBody(entry);
    case 'escalation_policy':
      return mapEntries(entry, (key, value) =>
        key === 'rules' ? policyRules(value as unknown as readonly PolicyRuleEntry[]) : plainValue(value),
      );
    case 'service':
      return mapEntries(entry, serviceValue);
    case 'integration': {
      // A summary must not be empty, and nobody wants to write one for each.
      const fresh =
        action === 'create' ? { summary: at.at(-1) ?? '', application: APPLICATIONS.generic.extension } : {};
      return mapEntries({ ...fresh, ...entry }, (key, value) =>
        plainValue(key === 'application' ? applicationId(value) : value),
      );
    }
    case 'custom_mapping':
    case 'endpoint':
      return entry;
    case 'alert_rule':
    case 'outgoing_rule':
      return ruleBody(entry);
  }
}

/** The id of an application that is known by its extension; others stand for themselves. */
function applicationId(extension: Json): Json {
  return Object.values(APPLICATIONS).find((application) => application.extension === extension)?.unique_id ?? extension;
}

function ruleBody({ conditions, actions, ...others }: JsonObject): JsonObject {
  return {
    ...others,
    ...(conditions === undefined ? {} : { conditions_tree: conditions }),
    ...(actions === undefined
      ? {}
      : { actions: (actions as unknown as readonly ActionEntry[]).map((action) => ({ ...toWireAction(action) })) }),
  };
}

/** What becomes of the alerts of a ruleset (contract §1.8). */
const ROUTE = 0;
const SUPPRESS = 1;

/** Its integration is by its names yet, as its id may be known only when it is made: `withRouteId` puts that in. */
function rulesetBody({ conditions, route, suppress, ...others }: JsonObject): JsonObject {
  const action: JsonObject =
    route === undefined || route === null
      ? { action_type: SUPPRESS }
      : { action_type: ROUTE, integration: mapTexts(route, escapeText) };
  return {
    ...plain(others),
    ...(conditions === undefined ? {} : { conditions_tree: conditions }),
    ...(route === undefined && suppress === undefined ? {} : { actions: [action] }),
  };
}

function policyRules(rules: readonly PolicyRuleEntry[]): Json {
  return rules.map(({ delay = 0, targets }, index) => ({ delay, position: index + 1, targets: targets.map(target) }));
}

function target(entry: PolicyTargetEntry): JsonObject {
  return 'user' in entry
    ? { target_type: TARGET.user, target_id: referenceText('user', entry.user) }
    : { target_type: TARGET.schedule, target_id: referenceText('schedule', entry.schedule) };
}

function serviceValue(key: string, value: Json): Json {
  const kind = SERVICE_REFERENCES[key];
  if (kind === undefined || typeof value !== 'string') return plainValue(value);
  return value === '' ? null : referenceText(kind, value);
}

/** Texts in which nothing is a reference. */
const plain = (entry: JsonObject): JsonObject => mapEntries(entry, (_, value) => plainValue(value));
const plainValue = (value: Json): Json => (typeof value === 'string' ? escapeText(value) : value);

function mapEntries(object: JsonObject, change: (key: string, value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(key, value)]));
}
