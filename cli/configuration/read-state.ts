import { API_ROUTES } from '../../core/contracts/api-routes';
import { APPLICATION_TYPE, findApplication } from '../../core/contracts/applications';
import type { JsonObject } from '../../core/contracts/json';
import { CliFailure } from '../failure';
import { pathOf, type ApiClient } from '../http/api-client';
import type { GroupingEntry, IntegrationEntry, ServiceEntry, TeamEntry } from './configuration';
import { doublesIn } from './doubles';
import {
  alertRuleEntry,
  endpointEntry,
  groupingEntry,
  integrationEntry,
  named,
  outgoingRuleEntry,
  policyEntry,
  serviceEntry,
} from './entries-of';
import { inRounds } from './in-rounds';
import { readTeamThings, readUsers } from './read-references';
import { readRouters } from './read-routers';
import type { References } from './references';
import type { State } from './state';
import { placeKey, type StepKind } from './step';
import type {
  WireAlertRule,
  WireGrouping,
  WireIntegration,
  WireOutgoingRule,
  WirePolicy,
  WireService,
  WireTeam,
} from './wire-types';

/** What is looked at. */
export interface Wanted {
  /** Names; null = all teams. */
  readonly teams: readonly string[] | null;
  /** Routers, too; they are missing in what is read where the token may not see them. */
  readonly routers: boolean;
}

/**
 * Reads what is there.
 * @throws CliFailure when names don't tell apart what is there
 */
export async function readState(api: ApiClient, { teams: wanted, routers: wantsRouters }: Wanted): Promise<State> {
  const reader = new StateReader(api, await readUsers(api));
  const all = await api.call<readonly WireTeam[]>('GET', API_ROUTES.listTeams.path);
  const teams: TeamEntry[] = [];
  for (const team of all.filter(({ name }) => wanted === null || wanted.includes(name)))
    teams.push(await reader.team(team));
  const routers = wantsRouters ? await readRouters(api, reader.users) : null;
  for (const [key, id] of routers?.ids ?? []) reader.ids.set(key, id);
  const configuration = { teams, ...(routers === null ? {} : { routers: routers.entries }) };
  const doubles = doublesIn(configuration);
  if (doubles.length > 0)
    throw new CliFailure(['Names have to be unique:', ...doubles.map((line) => `  ${line}`)].join('\n'));
  const { ids, positions, references, users } = reader;
  return { configuration, ids, positions, references, users };
}

/** Where an integration is on the wire, and what its team knows. */
interface Place {
  readonly at: readonly string[];
  readonly path: { readonly team: string; readonly service: string; readonly integration: string };
  readonly references: References;
}

class StateReader {
  readonly ids = new Map<string, string>();
  readonly positions = new Map<string, number>();
  readonly references = new Map<string, References>();

  constructor(
    private readonly api: ApiClient,
    readonly users: References,
  ) {}

  async team({ unique_id, name, ...team }: WireTeam): Promise<TeamEntry> {
    const at = [name];
    this.know('team', at, unique_id);
    const references = this.users.and(...(await readTeamThings(this.api, unique_id)));
    this.references.set(name, references);
    const path = { team: unique_id };
    const policies = await this.api.call<readonly WirePolicy[]>(
      'GET',
      pathOf(API_ROUTES.listEscalationPolicies.path, path),
    );
    for (const policy of policies) this.know('escalation_policy', [...at, policy.name], policy.unique_id);
    const services = await this.api.call<readonly WireService[]>('GET', pathOf(API_ROUTES.listServices.path, path));
    return {
      name,
      private: team.private,
      escalation_policies: policies.map((policy) => policyEntry(policy, references)),
      services: await inRounds(services, (service) => this.service(service, { at, team: unique_id, references })),
    };
  }

  private async service(
    service: WireService,
    { at: above, team, references }: { at: readonly string[]; team: string; references: References },
  ): Promise<ServiceEntry> {
    const at = [...above, service.name];
    this.know('service', at, service.unique_id);
    const path = { team, service: service.unique_id };
    const found = await this.api.call<readonly WireIntegration[]>(
      'GET',
      pathOf(API_ROUTES.listIntegrations.path, path),
    );
    const integrations: IntegrationEntry[] = [];
    for (const integration of found) {
      const place = {
        at: [...at, integration.name],
        path: { ...path, integration: integration.unique_id },
        references,
      };
      integrations.push(await this.integration(integration, place));
    }
    const grouping = await this.grouping(at, path);
    return { ...serviceEntry(service, references), alert_grouping_policy: grouping, integrations };
  }

  /** A service has one policy at most. */
  private async grouping(
    at: readonly string[],
    path: { readonly team: string; readonly service: string },
  ): Promise<GroupingEntry | null> {
    const address = pathOf(API_ROUTES.listAlertGroupingPolicies.path, path);
    const [found] = await this.api.call<readonly WireGrouping[]>('GET', address);
    if (found === undefined) return null;
    this.know('alert_grouping_policy', at, found.unique_id);
    return groupingEntry(found);
  }

  private async integration(integration: WireIntegration, place: Place): Promise<IntegrationEntry> {
    this.know('integration', place.at, integration.unique_id);
    const path = pathOf(API_ROUTES.getConfiguration.path, place.path);
    const configuration = await this.api.call<JsonObject>('GET', path);
    const isOutgoing = findApplication(integration.application)?.application_type === APPLICATION_TYPE.outbound;
    const more = isOutgoing ? this.outgoing(configuration, place) : this.incoming(configuration, place);
    return { ...integrationEntry(integration), ...(await more) };
  }

  private async incoming(
    configuration: JsonObject,
    { at, path, references }: Place,
  ): Promise<Partial<IntegrationEntry>> {
    const rules = await this.api.call<readonly WireAlertRule[]>('GET', pathOf(API_ROUTES.listTransformers.path, path));
    rules.forEach(({ unique_id }, index) => {
      this.know('alert_rule', [...at, String(index + 1)], unique_id);
    });
    this.positions.set(placeKey('integration', at), Math.max(0, ...rules.map(({ position }) => position)));
    const mapping = (configuration['custom_mapping'] ?? null) as JsonObject | null;
    return {
      custom_mapping: mapping === null ? null : named(mapping, references),
      alert_rules: rules.map((rule) => alertRuleEntry(rule, references)),
    };
  }

  private async outgoing(
    configuration: JsonObject,
    { at, path, references }: Place,
  ): Promise<Partial<IntegrationEntry>> {
    const address = pathOf(API_ROUTES.listOutgoingRules.path, path);
    const rules = await this.api.call<readonly WireOutgoingRule[]>('GET', address);
    rules.forEach(({ unique_id }, index) => {
      this.know('outgoing_rule', [...at, String(index + 1)], unique_id);
    });
    const endpoint = endpointEntry(configuration);
    return {
      ...(endpoint === undefined ? {} : { endpoint }),
      outgoing_rules: rules.map((rule) => outgoingRuleEntry(rule, references)),
    };
  }

  private know(kind: StepKind, at: readonly string[], id: string): void {
    this.ids.set(placeKey(kind, at), id);
  }
}
