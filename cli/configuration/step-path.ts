import { API_ROUTES } from '../../core/contracts/api-routes';
import { pathOf, type Method } from '../http/api-client';
import { placeKey, type Step, type StepKind } from './step';

/** The kinds of what is above something. */
const ABOVE: Readonly<Record<StepKind, readonly StepKind[]>> = {
  team: [],
  escalation_policy: ['team'],
  service: ['team'],
  integration: ['team', 'service'],
  custom_mapping: ['team', 'service', 'integration'],
  endpoint: ['team', 'service', 'integration'],
  alert_rule: ['team', 'service', 'integration'],
  outgoing_rule: ['team', 'service', 'integration'],
  alert_grouping_policy: ['team', 'service'],
  router: [],
  ruleset: ['router'],
};

const CONFIGURATION = { list: API_ROUTES.putConfiguration.path, one: API_ROUTES.putConfiguration.path, param: '' };

/** Where each kind is on the wire. */
const ROUTES: Readonly<Record<StepKind, { readonly list: string; readonly one: string; readonly param: string }>> = {
  team: { list: API_ROUTES.listTeams.path, one: API_ROUTES.getTeam.path, param: 'team' },
  escalation_policy: {
    list: API_ROUTES.listEscalationPolicies.path,
    one: API_ROUTES.getEscalationPolicy.path,
    param: 'escalation_policy',
  },
  service: { list: API_ROUTES.listServices.path, one: API_ROUTES.getService.path, param: 'service' },
  integration: { list: API_ROUTES.listIntegrations.path, one: API_ROUTES.getIntegration.path, param: 'integration' },
  custom_mapping: CONFIGURATION,
  endpoint: CONFIGURATION,
  alert_rule: { list: API_ROUTES.listTransformers.path, one: API_ROUTES.getTransformer.path, param: 'rule' },
  outgoing_rule: {
    list: API_ROUTES.listOutgoingRules.path,
    one: API_ROUTES.getOutgoingRule.path,
    param: 'outgoing_rule',
  },
  alert_grouping_policy: {
    list: API_ROUTES.listAlertGroupingPolicies.path,
    one: API_ROUTES.getAlertGroupingPolicy.path,
    param: 'alert_grouping_policy',
  },
  router: { list: API_ROUTES.listRouters.path, one: API_ROUTES.getRouter.path, param: 'router' },
  ruleset: { list: API_ROUTES.listRulesets.path, one: API_ROUTES.getRuleset.path, param: 'ruleset' },
};

/** Method and path that take a step. @throws Error when an id is missing that an earlier step should have given */
export function stepPath(
  step: Step,
  ids: ReadonlyMap<string, string>,
): { readonly method: Method; readonly path: string } {
  const { action, kind, at } = step;
  const { list, one, param } = ROUTES[kind];
  const above = ABOVE[kind].map((parent, index) => [parent, idOf(parent, at.slice(0, index + 1), ids)] as const);
  const isConfiguration = param === '';
  const own = isConfiguration || action === 'create' ? [] : [[param, idOf(kind, at, ids)] as const];
  const path = pathOf<string>(action === 'create' ? list : one, Object.fromEntries([...above, ...own]));
  return { method: isConfiguration ? 'PUT' : METHODS[action](kind), path };
}

const METHODS: Readonly<Record<Step['action'], (kind: StepKind) => Method>> = {
  create: () => 'POST',
  // PUT of an alert rule resets what it leaves out; everything else takes PUT as a change of what it names.
  change: (kind) => (kind === 'alert_rule' ? 'PATCH' : 'PUT'),
  delete: () => 'DELETE',
};

function idOf(kind: StepKind, at: readonly string[], ids: ReadonlyMap<string, string>): string {
  const id = ids.get(placeKey(kind, at));
  if (id === undefined) throw new Error(`The id of ${kind} ${at.join(' / ')} is not known.`);
  return id;
}
