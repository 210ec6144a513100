import type { FieldError } from '../../contracts/json';
import type { EscalationPolicy } from '../../contracts/resources';
import { isUuid } from '../../domain/is-uuid';
import type { ApiDeps } from './deps';

type Reader = Pick<ApiDeps, 'directory'>;

/** What a body of an incident refers to; undefined = it does not say, null or `""` = nothing. */
export interface NamedReferences {
  readonly assigned_to?: string | null;
  readonly escalation_policy?: string | null;
  readonly sla?: string | null;
  readonly team_priority?: string | null;
}

/** The same, each found; undefined = the body does not say, null = nothing. */
export interface FoundReferences {
  /** Username. */
  readonly assigned_to: string | null | undefined;
  readonly policy: EscalationPolicy | null | undefined;
  readonly sla: string | null | undefined;
  readonly priority: string | null | undefined;
}

export type ReferencesResult =
  | { readonly ok: true; readonly found: FoundReferences }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Finds what a body refers to in the incident's team and account: a reference to what is not there is refused. */
export async function findReferences(
  { directory }: Reader,
  { account, team }: { readonly account: string; readonly team: string },
  named: NamedReferences,
): Promise<ReferencesResult> {
  const inTeam = (kind: 'sla' | 'priority') => async (id: string) =>
    isUuid(id) ? ((await directory.resource(kind, team, id))?.id ?? null) : null;
  const errors: FieldError[] = [];
  const find = async <T>(
    path: keyof NamedReferences,
    what: string,
    read: (id: string) => Promise<T | null>,
  ): Promise<T | null | undefined> => {
    const id = named[path];
    if (id === undefined) return undefined;
    if (id === null || id === '') return null;
    const found = await read(id);
    if (found === null) errors.push({ path, message: `There is no ${what}.` });
    return found;
  };
  const [policy, assigned_to, sla, priority] = await Promise.all([
    find('escalation_policy', 'escalation policy with this id in the team', async (id) =>
      isUuid(id) ? directory.escalationPolicy(team, id) : null,
    ),
    find('assigned_to', 'user with this username in the account', async (id) =>
      isUsername(id) ? ((await directory.user(account, id))?.username ?? null) : null,
    ),
    find('sla', 'SLA with this id in the team', inTeam('sla')),
    find('team_priority', 'priority with this id in the team', inTeam('priority')),
  ]);
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, found: { policy, assigned_to, sla, priority } };
}

/** Whether a text may be looked up as a username at all (contract §0.5). */
export function isUsername(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text);
}
