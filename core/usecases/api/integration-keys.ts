import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { KEY_RANDOM_BYTES, makeIntegrationKey } from '../../domain/integration-key';
import { isUuid } from '../../domain/is-uuid';
import { viewIntegration } from '../../domain/views/integration-view';
import type { ApiDeps } from './deps';
import { findIntegration, type FoundIntegration } from './find';
import { NOT_FOUND, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { retryConflicts } from './retry-conflicts';

type Reader = Pick<ApiDeps, 'directory'>;

/**
 * Gives an integration a new key (contract §1.1). The old one leads nowhere from the same moment; ingest may still know
 * it for the few seconds it remembers keys, and what it takes in them fails, visibly, when it is processed.
 */
export function regenerateIntegrationKey(
  deps: Reader & Pick<ApiDeps, 'randomBytes' | 'resources' | 'signingKeys'>,
  { caller, body, baseUrl }: ApiRequest<unknown, BodyOf<'regenerateKey'>>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const found = await findById(deps, caller, body.integration_unique_id);
    if (found === null) return NOT_FOUND;
    const integration_key = makeIntegrationKey(deps.randomBytes(KEY_RANDOM_BYTES), deps.signingKeys.integrationKeys);
    const changed = { ...found.integration, integration_key };
    const result = await deps.resources.replace('integration', found.integration, changed);
    return result === 'saved' ? ok(viewIntegration(changed, baseUrl)) : 'conflict';
  });
}

/** Where the alerts of an integration key go (contract §1.1). */
export async function getIntegrationMetadata(
  deps: Reader & Pick<ApiDeps, 'integrationKeys'>,
  { caller, params }: ApiRequest<{ readonly integration_key: string }>,
): Promise<Reply> {
  const entry = isUuid(params.integration_key) ? await deps.integrationKeys.find(params.integration_key) : null;
  // A router's key leads to no integration in particular.
  if (entry?.account !== caller.account || 'router' in entry) return NOT_FOUND;
  const found = await findIntegration(deps, caller, entry);
  if (found === null) return NOT_FOUND;
  const { team, service, integration } = found;
  return ok({
    team: { name: team.name, unique_id: team.id },
    service: { name: service.name, unique_id: service.id },
    integration: { unique_id: integration.id, name: integration.name, extension: entry.extension },
  });
}

/** The caller's integration with this id, wherever it is. */
async function findById(deps: Reader, caller: Caller, id: string): Promise<FoundIntegration | null> {
  const place = isUuid(id) ? await deps.directory.integrationPlace(id) : null;
  return place?.account === caller.account ? findIntegration(deps, caller, place) : null;
}
