import type { JsonObject } from '../../contracts/json';
import type { Integration, Service, Team } from '../../contracts/resources';
import type { Ruleset } from '../../contracts/routing';
import { writeRuleJson } from '../conditions/write-rule-json';
import { RULESET_ACTION_TYPES } from '../routing/read-ruleset';

/** What a ruleset routes to, as far as it is still there. */
export interface RulesetTarget {
  readonly team: Team | null;
  readonly service: Service | null;
  readonly integration: Integration | null;
}

/** Where a ruleset stands: positions count from 1. `target` is null for one that suppresses. */
export interface RulesetPlace {
  readonly position: number;
  readonly target: RulesetTarget | null;
}

/** A ruleset as the wire shows it (contract §1.8), and its conditions in readable form beside. */
export function viewRuleset(ruleset: Ruleset, { position, target }: RulesetPlace): JsonObject {
  const { id, name, router, condition, rule_json, action } = ruleset;
  return {
    unique_id: id,
    name,
    position,
    rule_json: rule_json ?? writeRuleJson(condition),
    conditions_tree: condition,
    actions: [
      {
        unique_id: action.id,
        action_type: RULESET_ACTION_TYPES[action.effect],
        // The id, also of an integration that was deleted: `integration_obj` says whether it is there.
        integration: action.effect === 'route' ? action.target.integration : null,
        service: named(target?.service),
        team: named(target?.team),
        integration_obj: named(target?.integration),
      },
    ],
    router,
  };
}

function named(resource: { readonly id: string; readonly name: string } | null | undefined): JsonObject | null {
  return resource === null || resource === undefined ? null : { name: resource.name, unique_id: resource.id };
}
