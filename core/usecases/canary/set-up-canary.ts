import { CANARY } from '../../contracts/canary';
import type { Integration } from '../../contracts/resources';
import type { CanarySecrets } from '../../domain/canary/canary-secrets';
import { canaryEndpoint, canaryIncoming, canaryOutgoing, canaryService } from '../../domain/canary/canary-resources';
import type { Clock, CredentialVault, Directory, Resources } from '../ports';

export interface SetUpCanaryDeps {
  readonly directory: Pick<Directory, 'integrations' | 'service'>;
  readonly resources: Pick<Resources, 'create' | 'replace'>;
  readonly vault: Pick<CredentialVault, 'seal'>;
  readonly secrets: CanarySecrets;
  /** Of the deployment, no slash at the end. */
  readonly baseUrl: string;
  readonly clock: Clock;
}

/**
 * Sees to it that the canary has what it needs: its service and both of its integrations, the outgoing one enabled and
 * leading here. One read when all is as it should be. May be cut off anywhere and done twice at once: who comes second
 * finds what the first one made, or makes the very same.
 */
export async function setUpCanary(deps: SetUpCanaryDeps): Promise<void> {
  const { directory, resources, secrets, clock } = deps;
  const integrations = await directory.integrations(CANARY.service);
  const incoming = integrations.find(({ id }) => id === CANARY.incoming);
  const outgoing = integrations.find(({ id }) => id === CANARY.outgoing);
  if (incoming !== undefined && outgoing !== undefined) return mendEndpoint(deps, outgoing);
  // A conflict anywhere below: another run made it, which is as good.
  if ((await directory.service(CANARY.team, CANARY.service)) === null)
    await resources.create('service', canaryService(clock()));
  if (outgoing === undefined)
    await resources.create('integration', canaryOutgoing(secrets.outgoingKey, endpoint(deps), clock()));
  // Last: once it takes alerts, there is somebody to be told of them.
  if (incoming === undefined) await resources.create('integration', canaryIncoming(secrets.incomingKey, clock()));
}

function endpoint({ baseUrl, vault, secrets }: SetUpCanaryDeps) {
  return canaryEndpoint(baseUrl, vault.seal(secrets.webhookSecret));
}

/** The base URL may change with a deployment; and endpoints that fail for days are disabled, this one too. */
async function mendEndpoint(deps: SetUpCanaryDeps, outgoing: Integration): Promise<void> {
  const isWell = outgoing.is_enabled && outgoing.endpoint?.url === `${deps.baseUrl}${CANARY.path}`;
  if (isWell) return;
  // Made anew rather than changed, so that nothing is left of who disabled it.
  const fresh = canaryOutgoing(outgoing.integration_key, endpoint(deps), outgoing.created_at);
  await deps.resources.replace('integration', outgoing, fresh);
}
