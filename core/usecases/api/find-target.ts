import type { FieldError } from '../../contracts/json';
import type { Ruleset, RulesetAction, RoutingTarget } from '../../contracts/routing';
import { isUuid } from '../../domain/is-uuid';
import type { WantedAction } from '../../domain/routing/read-ruleset';
import type { RulesetTarget } from '../../domain/views/ruleset-view';
import { isOutgoing } from './configuration';
import type { ApiDeps } from './deps';

type Reader = Pick<ApiDeps, 'directory'>;

const NO_SUCH_INTEGRATION: FieldError = {
  path: 'actions[0].integration',
  message: 'There is no integration with this id in the account that takes alerts.',
};

export type CheckedAction =
  | { readonly ok: true; readonly action: RulesetAction }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** The action that a body wants, under this id: one that routes has to name an integration of the account. */
export async function checkAction(
  { directory }: Reader,
  account: string,
  id: string,
  wanted: WantedAction,
): Promise<CheckedAction> {
  if (wanted.effect === 'suppress') return { ok: true, action: { id, effect: 'suppress' } };
  const place = isUuid(wanted.integration) ? await directory.integrationPlace(wanted.integration) : null;
  const integration = place?.account === account ? await directory.integration(place.service, place.integration) : null;
  if (place === null || integration === null || isOutgoing(integration))
    return { ok: false, errors: [NO_SUCH_INTEGRATION] };
  const target: RoutingTarget = { team: place.team, service: place.service, integration: place.integration };
  return { ok: true, action: { id, effect: 'route', target } };
}

/** What a ruleset routes to, as far as it is still there; null for one that suppresses. */
export async function findTarget({ directory }: Reader, { account, action }: Ruleset): Promise<RulesetTarget | null> {
  if (action.effect === 'suppress') return null;
  const { team: inTeam, service: inService, integration: id } = action.target;
  const [team, service, integration] = await Promise.all([
    directory.team(account, inTeam),
    directory.service(inTeam, inService),
    directory.integration(inService, id),
  ]);
  return { team, service, integration };
}
