import { createHash } from 'node:crypto';
import { APPLICATIONS } from '../../core/contracts/applications';
import type { Micros } from '../../core/contracts/incident';
import type { Integration, Service, Team } from '../../core/contracts/resources';
import { deriveUsername, deriveUuid } from '../../core/domain/derive-uuid';
import { KEY_RANDOM_BYTES, makeIntegrationKey } from '../../core/domain/integration-key';
import { defaultEscalationPolicy } from '../../core/domain/team-defaults';

/** How much an account is filled with. */
export interface FillSize {
  readonly teams: number;
  readonly services: number;
  readonly integrations: number;
  /** At least {@link NEWEST}. */
  readonly incidents: number;
  /** Deliveries of the sample endpoint, refused bodies of the sample integration, parts of the sample request. */
  readonly details: number;
}

/** What a filled account is made of: everything follows from the size, the seed and the time. */
export interface AccountPlan {
  readonly account: string;
  readonly owner: string;
  readonly size: FillSize;
  /** Everything is older than this. */
  readonly now: Micros;
  /** A UUID that follows from the seed and these words. */
  readonly id: (...words: readonly (string | number)[]) => string;
  /** Bytes that do. */
  readonly bytes: (count: number, ...words: readonly (string | number)[]) => Buffer;
  readonly teams: readonly Team[];
  readonly services: readonly Service[];
  readonly integrations: readonly Integration[];
  /** A team of the same size in every account: ten services, ten integrations in the first, and an endpoint. */
  readonly sample: Sample;
}

export interface Sample {
  readonly team: Team;
  readonly services: readonly Service[];
  readonly integrations: readonly Integration[];
  readonly endpoint: Integration;
}

/**
 * So many incidents are the newest ones of every account, and the same in each: lists that show them look at the same
 * statuses, services and teams, so that what their first pages cost can be compared.
 */
export const NEWEST = 120;
/** Rows are kept for so long after their time, as in a deployment that says nothing else. */
export const RETENTION_DAYS = 90;
const IN_SAMPLE = 10;
const SIX_YEARS: Micros = 6 * 365 * 86_400_000_000;

/**
 * Plans an account. The services are dealt out to the teams one by one, the integrations to the services and the
 * incidents to the integrations: those next to each other in a list are of different teams, the dearest there is to show.
 */
export function planAccount({ seed, account, signingKey, now }: PlanOptions, size: FillSize): AccountPlan {
  const id: AccountPlan['id'] = (...words) => deriveUuid('fill', seed, ...words.map(String));
  const bytes: AccountPlan['bytes'] = (count, ...words) =>
    createHash('sha256')
      .update(JSON.stringify([seed, ...words]))
      .digest()
      .subarray(0, count);
  const owner = deriveUsername('fill', seed, 'owner');
  const made = { account, created_at: now - SIX_YEARS };
  const team = (name: string): Team => ({ ...made, id: id('team', name), name: `Team ${name}`, owner });
  const service = (of: Team, name: string): Service => newService(of, { id: id('service', name), name });
  const integration = (of: Service, name: string, application: string): Integration => {
    const key = makeIntegrationKey(bytes(KEY_RANDOM_BYTES, 'key', name), signingKey);
    return newIntegration(of, { id: id('integration', name), name, application, integration_key: key });
  };
  const generic = APPLICATIONS.generic.unique_id;
  const teams = times(size.teams, (i) => team(`${i}`));
  const services = times(size.services, (i) => service(dealt(teams, i), `${i}`));
  const integrations = times(size.integrations, (i) => integration(dealt(services, i), `${i}`, generic));
  const sampleTeam = team('sample');
  const sampleServices = times(IN_SAMPLE, (i) => service(sampleTeam, `sample ${i}`));
  const first = dealt(sampleServices, 0);
  const sample: Sample = {
    team: sampleTeam,
    services: sampleServices,
    integrations: times(IN_SAMPLE, (i) => integration(first, `sample ${i}`, generic)),
    endpoint: integration(first, 'sample endpoint', APPLICATIONS.outgoingWebhooks.unique_id),
  };
  return { account, owner, size, now, id, bytes, teams, services, integrations, sample };
}

export interface PlanOptions {
  /** The same seed gives the same ids. */
  readonly seed: string;
  readonly account: string;
  readonly signingKey: Buffer;
  readonly now: Micros;
}

/** So many things, each made from its number. */
export function times<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** The one that has its turn. */
export function dealt<T>(all: readonly T[], turn: number): T {
  const one = all[turn % all.length];
  if (one === undefined) throw new Error('There is nobody to deal out to.');
  return one;
}

function newService(team: Team, { id, name }: Pick<Service, 'id' | 'name'>): Service {
  const nothing = { summary: '', description: '', team_priority: null, task_template: null, sla: null } as const;
  return {
    ...nothing,
    ...{ account: team.account, team: team.id, id, name: `Service ${name}`, created_by: team.owner },
    escalation_policy: defaultEscalationPolicy(team).id,
    ...{ auto_resolve_timeout: 0, acknowledgement_timeout: 0, status: 1, collation: 0, collation_time: 0 },
    created_at: team.created_at,
  };
}

function newIntegration(
  service: Service,
  own: Pick<Integration, 'id' | 'name' | 'application' | 'integration_key'>,
): Integration {
  return {
    ...own,
    ...{ account: service.account, team: service.team, service: service.id, name: `Integration ${own.name}` },
    ...{ summary: '', is_enabled: true, create_incidents_for: 1, default_urgency: 1 },
    ...{ created_by: service.created_by, created_at: service.created_at, endpoint: null, custom_mapping: null },
  };
}
