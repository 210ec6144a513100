import { findApplication } from '../../contracts/applications';
import type { FieldError } from '../../contracts/json';
import type { Integration } from '../../contracts/resources';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { byCreation } from '../../domain/by-creation';
import { KEY_RANDOM_BYTES, makeIntegrationKey } from '../../domain/integration-key';
import { kindsBelow } from '../../domain/resource-kinds';
import { viewIntegration } from '../../domain/views/integration-view';
import type { WriteResult } from '../ports';
import { isOutgoing } from './configuration';
import type { ApiDeps } from './deps';
import { findIntegration, findService } from './find';
import type { FoundService, IntegrationPath, ServicePath } from './find';
import { newUuid } from './new-uuid';
import { reviveEndpoint } from './revive-endpoint';
import { DELETED, NOT_FOUND, conflict, created, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { retryConflicts } from './retry-conflicts';

type Reader = Pick<ApiDeps, 'directory'>;
type Writer = Pick<ApiDeps, 'directory' | 'resources'>;
type Changer = Pick<ApiDeps, 'clock' | 'deliveriesQueue' | 'directory' | 'healths' | 'resources'>;
type Maker = Pick<ApiDeps, 'clock' | 'directory' | 'randomBytes' | 'resources' | 'signingKeys'>;
type IntegrationBody = BodyOf<'integration'>;
type IntegrationChange = BodyOf<'integrationChange'>;

const UNKNOWN_APPLICATION: FieldError = {
  path: 'application',
  message: 'There is no application with this id in the catalogue (GET /api/account/applications/).',
};
const OTHER_APPLICATION: FieldError = {
  path: 'application',
  message: 'The application of an integration cannot be changed; make a new integration.',
};

/** The service's integrations, incoming and outgoing, oldest first. */
export async function listIntegrations(
  deps: Reader,
  { caller, params, baseUrl }: ApiRequest<ServicePath>,
): Promise<Reply> {
  const found = await findService(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const integrations = await deps.directory.integrations(found.service.id);
  return ok(integrations.toSorted(byCreation).map((integration) => viewIntegration(integration, baseUrl)));
}

/** An integration of the service. */
export async function getIntegration(
  deps: Reader,
  { caller, params, baseUrl }: ApiRequest<IntegrationPath>,
): Promise<Reply> {
  const found = await findIntegration(deps, caller, params);
  return found === null ? NOT_FOUND : ok(viewIntegration(found.integration, baseUrl));
}

/** Makes an integration with a key of its own. */
export async function createIntegration(
  deps: Maker,
  { caller, params, body, baseUrl }: ApiRequest<ServicePath, IntegrationBody>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const found = await findService(deps, caller, params);
    if (found === null) return NOT_FOUND;
    if (found.service.deleting === true) return conflict('The service is being deleted.');
    if (findApplication(body.application) === undefined) return invalid(UNKNOWN_APPLICATION);
    const integration = newIntegration(deps, found, caller, body);
    // The service is held, so that none that is being deleted leaves an integration behind that takes alerts.
    const held = [{ kind: 'service', resource: found.service }] as const;
    const result = await deps.resources.create('integration', integration, held);
    return result === 'saved' ? created(viewIntegration(integration, baseUrl)) : 'conflict';
  });
}

/** Changes what the body names; everything else stays as it is, for PUT as for PATCH. */
export async function updateIntegration(
  deps: Changer,
  { caller, params, body, baseUrl }: ApiRequest<IntegrationPath, IntegrationChange>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const found = await findIntegration(deps, caller, params);
    if (found === null) return NOT_FOUND;
    const { integration } = found;
    const other = body.application !== undefined && body.application !== integration.application;
    if (other) return invalid(OTHER_APPLICATION);
    if (body.is_enabled === true && isOutgoing(integration)) await reviveEndpoint(deps, integration);
    const changed = applyChange(integration, body);
    const result = await deps.resources.replace('integration', integration, changed);
    return result === 'saved' ? ok(viewIntegration(changed, baseUrl)) : 'conflict';
  });
}

/** Deletes an integration; its URL answers 404 from then on. */
export async function deleteIntegration(deps: Writer, { caller, params }: ApiRequest<IntegrationPath>): Promise<Reply> {
  return retryConflicts(async () => {
    const found = await findIntegration(deps, caller, params);
    if (found === null) return NOT_FOUND;
    return (await removeIntegration(deps, found.integration)) === 'saved' ? DELETED : 'conflict';
  });
}

/** Deletes an integration that still is as it was read, and what is below it. */
export async function removeIntegration(
  { resources }: Pick<ApiDeps, 'resources'>,
  integration: Integration,
): Promise<WriteResult> {
  const result = await resources.remove('integration', integration);
  if (result === 'conflict') return result;
  // After the integration: a rule without one does nothing, and a rule missing from one would change alerts.
  for (const kind of kindsBelow('integration')) await resources.removeAll(kind, integration.id);
  return 'saved';
}

function newIntegration(
  deps: Maker,
  { team, service }: FoundService,
  caller: Caller,
  body: IntegrationBody,
): Integration {
  return {
    account: team.account,
    team: team.id,
    service: service.id,
    id: newUuid(deps),
    name: body.name,
    summary: body.summary,
    application: body.application,
    integration_key: makeIntegrationKey(deps.randomBytes(KEY_RANDOM_BYTES), deps.signingKeys.integrationKeys),
    is_enabled: body.is_enabled ?? true,
    // Critical only and high: the defaults of contract §1.4.
    create_incidents_for: body.create_incidents_for ?? 1,
    default_urgency: body.default_urgency ?? 1,
    created_by: caller.username,
    created_at: deps.clock(),
    endpoint: null,
    custom_mapping: null,
  };
}

function applyChange(integration: Integration, body: IntegrationChange): Integration {
  const { disabled_by, ...rest } = integration;
  return {
    ...rest,
    // Whoever switches it on or off decides from then on.
    ...(body.is_enabled === undefined && disabled_by !== undefined && { disabled_by }),
    name: body.name ?? integration.name,
    summary: body.summary ?? integration.summary,
    is_enabled: body.is_enabled ?? integration.is_enabled,
    create_incidents_for: body.create_incidents_for ?? integration.create_incidents_for,
    default_urgency: body.default_urgency ?? integration.default_urgency,
  };
}
