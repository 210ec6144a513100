import type { StoredMaintenanceWindow } from '../../../core/contracts/maintenance-window';
import type { StoredRule } from '../../../core/contracts/schemas/alert-rule';
import type {
  Account,
  ApiToken,
  EscalationPolicy,
  Integration,
  IntegrationKeyEntry,
  Service,
  Team,
  User,
} from '../../../core/contracts/resources';
import type {
  Directory,
  EndpointSwitch,
  IntegrationKeys,
  Resources,
  TriedEndpoint,
} from '../../../core/usecases/ports';

/** A table of resources by their key, as the real one keeps them: an id alone finds nothing without its parent's. */
class Shelf<T> {
  private readonly items = new Map<string, T>();

  put(parent: string, id: string, item: T): void {
    this.items.set(`${parent}/${id}`, item);
  }

  get(parent: string, id: string): Promise<T | null> {
    return Promise.resolve(this.items.get(`${parent}/${id}`) ?? null);
  }

  all(parent: string): Promise<readonly T[]> {
    return Promise.resolve([...this.items].filter(([key]) => key.startsWith(`${parent}/`)).map(([, item]) => item));
  }

  remove(parent: string, id: string): void {
    this.items.delete(`${parent}/${id}`);
  }

  get size(): number {
    return this.items.size;
  }
}

/** Resources in memory, read and written. `failAt` breaks off at the how-manieth write from now, as a crash would. */
export class MemoryResources implements Directory, EndpointSwitch, Resources, IntegrationKeys {
  failAt = Infinity;
  private claimed: string | null = null;
  readonly accounts = new Shelf<Account>();
  readonly users = new Shelf<User>();
  readonly teamShelf = new Shelf<Team>();
  readonly policies = new Shelf<EscalationPolicy>();
  readonly serviceShelf = new Shelf<Service>();
  readonly integrationShelf = new Shelf<Integration>();
  readonly keys = new Shelf<IntegrationKeyEntry>();
  readonly tokens = new Shelf<ApiToken>();
  readonly ruleShelf = new Shelf<StoredRule>();
  readonly windows = new Shelf<StoredMaintenanceWindow>();

  account = (account: string): Promise<Account | null> => this.accounts.get('', account);
  team = (account: string, team: string): Promise<Team | null> => this.teamShelf.get(account, team);
  service = (team: string, service: string): Promise<Service | null> => this.serviceShelf.get(team, service);
  integration = (service: string, id: string): Promise<Integration | null> => this.integrationShelf.get(service, id);
  integrations = (service: string): Promise<readonly Integration[]> => this.integrationShelf.all(service);
  services = (team: string): Promise<readonly Service[]> => this.serviceShelf.all(team);
  teams = (account: string): Promise<readonly Team[]> => this.teamShelf.all(account);
  escalationPolicy = (team: string, id: string): Promise<EscalationPolicy | null> => this.policies.get(team, id);
  escalationPolicies = (team: string): Promise<readonly EscalationPolicy[]> => this.policies.all(team);
  rules = (integration: string): Promise<readonly StoredRule[]> => this.ruleShelf.all(integration);
  maintenanceWindows = (team: string): Promise<readonly StoredMaintenanceWindow[]> => this.windows.all(team);
  user = (account: string, username: string): Promise<User | null> => this.users.get(account, username);
  token = (hash: string): Promise<ApiToken | null> => this.tokens.get('', hash);
  find = (key: string): Promise<IntegrationKeyEntry | null> => this.keys.get('', key);

  async claimAccount(account: string): Promise<string> {
    await this.write(() => (this.claimed ??= account));
    return this.claimed ?? account;
  }

  putAccount = (account: Account): Promise<void> =>
    this.write(() => {
      this.accounts.put('', account.id, account);
    });

  putUser = (user: User): Promise<void> =>
    this.write(() => {
      this.users.put(user.account, user.username, user);
    });

  putRule = (integration: string, rule: StoredRule): Promise<void> =>
    this.write(() => {
      this.ruleShelf.put(integration, rule.unique_id, rule);
    });

  deleteRule = (integration: string, rule: string): Promise<void> =>
    this.write(() => {
      this.ruleShelf.remove(integration, rule);
    });

  putMaintenanceWindow = (team: string, window: StoredMaintenanceWindow): Promise<void> =>
    this.write(() => {
      this.windows.put(team, window.unique_id, window);
    });

  deleteMaintenanceWindow = (team: string, window: string): Promise<void> =>
    this.write(() => {
      this.windows.remove(team, window);
    });

  putTeam = (team: Team): Promise<void> =>
    this.write(() => {
      this.teamShelf.put(team.account, team.id, team);
    });

  putEscalationPolicy = (policy: EscalationPolicy): Promise<void> =>
    this.write(() => {
      this.policies.put(policy.team, policy.id, policy);
    });

  putService = (service: Service): Promise<void> =>
    this.write(() => {
      this.serviceShelf.put(service.team, service.id, service);
    });

  putToken = (token: ApiToken): Promise<void> =>
    this.write(() => {
      this.tokens.put('', token.hash, token);
    });

  putIntegration = (integration: Integration, entry: IntegrationKeyEntry, previousKey?: string): Promise<void> =>
    this.write(() => {
      this.integrationShelf.put(integration.service, integration.id, integration);
      if (previousKey !== undefined) this.keys.remove('', previousKey);
      this.keys.put('', entry.integration_key, entry);
    });

  disable = async ({ service, integration, url }: TriedEndpoint): Promise<void> => {
    const found = await this.integrationShelf.get(service, integration);
    if (found?.endpoint?.url === url) this.integrationShelf.put(service, integration, { ...found, is_enabled: false });
  };

  deleteIntegration = (integration: Integration): Promise<void> =>
    this.write(() => {
      this.integrationShelf.remove(integration.service, integration.id);
      this.keys.remove('', integration.integration_key);
    });

  private write(change: () => unknown): Promise<void> {
    this.failAt -= 1;
    if (this.failAt <= 0) return Promise.reject(new Error('The table is gone.'));
    change();
    return Promise.resolve();
  }
}
