import type { Incident } from '../../../core/contracts/incident';
import type { AuditEntry } from '../../../core/contracts/audit-entry';
import type { Key } from '../../../core/contracts/keys';
import { KEYS } from '../../../core/contracts/keys';
import type {
  IntegrationRule,
  ResourceKind,
  ResourceTypes,
  TeamMaintenanceWindow,
} from '../../../core/contracts/resource-types';
import type {
  Account,
  ApiToken,
  EscalationPolicy,
  Integration,
  IntegrationPlace,
  Service,
  ServicePlace,
  Team,
  TeamMember,
  User,
  Versioned,
} from '../../../core/contracts/resources';
import type { IntakeKeyEntry } from '../../../core/contracts/routing';
import type { IncidentRole } from '../../../core/contracts/team-resources';
import { makeIncidentEntry } from '../../../core/domain/audit/make-incident-entry';
import { makeAuditEntry, type AuditStamp, type Written } from '../../../core/domain/audit/make-audit-entry';
import { hashPriorityName } from '../../../core/domain/priority-name';
import { companionsOf, keyOfResource, KINDS, placeOfKind } from '../../../core/domain/resource-kinds';
import type {
  Audit,
  Author,
  Directory,
  Held,
  IntegrationKeys,
  Resources,
  TeamParts,
  WriteResult,
} from '../../../core/usecases/ports';

/** What all views of one store share. */
interface Store {
  failAt: number;
  claimed: string | null;
  entries: number;
  readonly items: Map<string, object>;
  readonly audit: AuditEntry[];
}

const text = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

/** Resources in memory, read and written. `failAt` breaks off at the how-manieth write from now, as a crash would. */
export class MemoryResources implements Audit, Directory, IntegrationKeys, Omit<Resources, 'by'> {
  /** Before each write: what somebody else does at the same time. */
  meanwhile: () => void = () => undefined;

  constructor(
    private readonly store: Store = { failAt: Infinity, claimed: null, entries: 0, items: new Map(), audit: [] },
    private readonly author: Author | null = null,
  ) {}

  set failAt(write: number) {
    this.store.failAt = write;
  }

  by = (author: Author): Resources => {
    const view = new MemoryResources(this.store, author);
    view.meanwhile = () => {
      this.meanwhile();
    };
    return view;
  };

  resource = <K extends ResourceKind>(kind: K, parent: string, id: string): Promise<ResourceTypes[K] | null> =>
    Promise.resolve(this.at(KINDS[kind].key(parent, id)) as ResourceTypes[K] | null);
  resources = <K extends ResourceKind>(kind: K, parent: string): Promise<readonly ResourceTypes[K][]> =>
    Promise.resolve(this.under(placeOfKind(kind, parent)) as ResourceTypes[K][]);

  account = (account: string): Promise<Account | null> => this.resource('account', '', account);
  team = (account: string, team: string): Promise<Team | null> => this.resource('team', account, team);
  service = (team: string, service: string): Promise<Service | null> => this.resource('service', team, service);
  integration = (service: string, id: string): Promise<Integration | null> => this.resource('integration', service, id);
  servicePlace = (service: string): Promise<ServicePlace | null> =>
    Promise.resolve(this.at(KEYS.servicePlace(service)) as ServicePlace | null);
  teamsOfUser = (username: string): Promise<readonly string[]> =>
    Promise.resolve((this.under(KEYS.membership(username, '')) as { team: string }[]).map(({ team }) => team));
  teamParts = (account: string): Promise<TeamParts> => {
    const { pk } = KEYS.listedMember(account, '', '');
    const parts = this.under({ pk, sk: 'TEAM#' }) as { member?: TeamMember; role?: IncidentRole }[];
    const members = parts.flatMap(({ member }) => member ?? []);
    return Promise.resolve({ members, roles: parts.flatMap(({ role }) => role ?? []) });
  };
  prioritiesNamed = (account: string, name: string): Promise<readonly string[]> => {
    const named = this.under(KEYS.priorityByName(account, hashPriorityName(name), '')) as { id: string }[];
    return Promise.resolve(named.map(({ id }) => id));
  };
  integrationPlace = (integration: string): Promise<IntegrationPlace | null> =>
    Promise.resolve(this.at(KEYS.integrationPlace(integration)) as IntegrationPlace | null);
  integrations = (service: string): Promise<readonly Integration[]> => this.resources('integration', service);
  services = (team: string): Promise<readonly Service[]> => this.resources('service', team);
  teams = (account: string): Promise<readonly Team[]> => this.resources('team', account);
  escalationPolicy = (team: string, id: string): Promise<EscalationPolicy | null> =>
    this.resource('escalation_policy', team, id);
  escalationPolicies = (team: string): Promise<readonly EscalationPolicy[]> =>
    this.resources('escalation_policy', team);
  rules = (integration: string): Promise<readonly IntegrationRule[]> => this.resources('rule', integration);
  maintenanceWindows = (team: string): Promise<readonly TeamMaintenanceWindow[]> =>
    this.resources('maintenance_window', team);
  user = (account: string, username: string): Promise<User | null> => this.resource('user', account, username);
  token = (hash: string): Promise<ApiToken | null> => Promise.resolve(this.at(KEYS.token(hash)) as ApiToken | null);
  find = (key: string): Promise<IntakeKeyEntry | null> =>
    Promise.resolve(this.at(KEYS.integrationKey(key)) as IntakeKeyEntry | null);

  list = (
    account: string,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  ): Promise<{ readonly entries: readonly AuditEntry[]; readonly cursor: string | null }> => {
    const cursorOf = ({ at, id }: AuditEntry): string => `${String(at).padStart(16, '0')}#${id}`;
    const newestFirst = this.store.audit
      .filter((entry) => entry.account === account && (cursor === undefined || cursorOf(entry) < cursor))
      .toSorted((a, b) => (cursorOf(a) < cursorOf(b) ? 1 : -1));
    const entries = newestFirst.slice(0, limit);
    const last = entries.at(-1);
    return Promise.resolve({ entries, cursor: last !== undefined && entries.length === limit ? cursorOf(last) : null });
  };

  async claimAccount(account: string): Promise<string> {
    await this.write(() => (this.store.claimed ??= account));
    return this.store.claimed ?? account;
  }

  create = <K extends ResourceKind>(
    kind: K,
    resource: ResourceTypes[K],
    held: readonly Held[] = [],
  ): Promise<WriteResult> =>
    this.write(() => {
      const keys = [keyOfResource(kind, resource), ...companionsOf(kind, resource).map(({ key }) => key)];
      if (keys.some((key) => this.at(key) !== null) || !held.every((parent) => this.isHeld(parent))) return 'conflict';
      return this.save(kind, { before: null, after: resource });
    });

  replace = <K extends ResourceKind>(
    kind: K,
    before: ResourceTypes[K],
    after: ResourceTypes[K],
  ): Promise<WriteResult> =>
    this.write(() => {
      const own = companionsOf(kind, before).map(({ key }) => text(key));
      const fresh = companionsOf(kind, after).filter(({ key }) => !own.includes(text(key)));
      const isTaken = fresh.some(({ key }) => this.at(key) !== null);
      if (isTaken || !this.isAsRead(kind, before)) return 'conflict';
      return this.save(kind, { before, after });
    });

  remove = <K extends ResourceKind>(kind: K, resource: ResourceTypes[K]): Promise<WriteResult> =>
    this.write(() => {
      if (!this.isAsRead(kind, resource)) return 'conflict';
      return this.save(kind, { before: resource, after: null });
    });

  removeAll = (kind: ResourceKind, parent: string): Promise<void> =>
    this.write(() => {
      for (const resource of this.under(placeOfKind(kind, parent)) as ResourceTypes[typeof kind][])
        this.change(kind, { before: resource, after: null });
    });

  /** Puts a resource there, whatever was there before: how a test sets its scene, and what others do meanwhile. */
  put = <K extends ResourceKind>(kind: K, resource: ResourceTypes[K]): Promise<void> => {
    const { pk, sk } = keyOfResource(kind, resource);
    this.change(kind, { before: this.at({ pk, sk }) as ResourceTypes[K] | null, after: resource });
    return Promise.resolve();
  };

  /** How many there are of a kind, in all accounts. */
  count(kind: ResourceKind): number {
    const { pk, sk } = placeOfKind(kind, '');
    const [prefix] = sk.split('#');
    const ofKind = (key: string): boolean => key.startsWith(pk) && key.split('\n')[1]?.split('#')[0] === prefix;
    return [...this.store.items.keys()].filter(ofKind).length;
  }

  /** How many integration keys lead somewhere. */
  get keyCount(): number {
    return [...this.store.items.keys()].filter((key) => key.startsWith(KEYS.integrationKey('').pk)).length;
  }

  private at(key: Key): object | null {
    return this.store.items.get(text(key)) ?? null;
  }

  private under(place: Key): readonly object[] {
    return [...this.store.items].filter(([key]) => key.startsWith(text(place))).map(([, item]) => item);
  }

  private isAsRead<K extends ResourceKind>(kind: K, resource: ResourceTypes[K]): boolean {
    const stored: Versioned | null = this.at(keyOfResource(kind, resource));
    return stored !== null && stored.version === resource.version;
  }

  private isHeld({ kind, resource }: Held): boolean {
    return this.isAsRead(kind, resource);
  }

  private save<K extends ResourceKind>(kind: K, written: Written<ResourceTypes[K]>): WriteResult {
    this.change(kind, written);
    if (this.author === null) return 'saved';
    this.store.audit.push(makeAuditEntry(this.stamp(this.author), kind, written));
    return 'saved';
  }

  noteIncident(written: Written<Incident>): Promise<void> {
    if (this.author !== null) this.store.audit.push(makeIncidentEntry(this.stamp(this.author), written));
    return Promise.resolve();
  }

  private stamp(author: Author): AuditStamp {
    this.store.entries += 1;
    return { ...author, id: `entry-${this.store.entries}`, at: 1_790_000_000_000_000 + this.store.entries };
  }

  private change<K extends ResourceKind>(kind: K, { before, after }: Written<ResourceTypes[K]>): void {
    const { items } = this.store;
    if (before !== null) {
      items.delete(text(keyOfResource(kind, before)));
      for (const { key } of companionsOf(kind, before)) items.delete(text(key));
    }
    if (after === null) return;
    items.set(text(keyOfResource(kind, after)), { ...after, version: (before?.version ?? 0) + 1 });
    for (const { key, document } of companionsOf(kind, after)) items.set(text(key), document);
  }

  private write<T>(change: () => T): Promise<T> {
    this.meanwhile();
    this.store.failAt -= 1;
    if (this.store.failAt <= 0) return Promise.reject(new Error('The table is gone.'));
    return Promise.resolve(change());
  }
}
