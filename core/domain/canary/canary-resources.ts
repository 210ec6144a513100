import { APPLICATIONS } from '../../contracts/applications';
import { CANARY } from '../../contracts/canary';
import type { Micros } from '../../contracts/incident';
import type { EndpointConfiguration, Integration, SealedText, Service } from '../../contracts/resources';
import { SERVICE_DEFAULTS } from '../service-defaults';

/** Seconds. The canary answers within milliseconds; a cold start of its function takes one or two. */
const TIMEOUT_SECONDS = 10;

/** The service that the canary's incidents belong to. Nobody is on call for it: its escalation policy is none that exists. */
export function canaryService(now: Micros): Service {
  return {
    account: CANARY.account,
    team: CANARY.team,
    id: CANARY.service,
    name: 'Canary',
    summary: 'Alerts that Tocsin sends itself.',
    ...SERVICE_DEFAULTS,
    escalation_policy: CANARY.service,
    created_by: '',
    created_at: now,
  };
}

/** The integration that takes the canary's alerts. */
export function canaryIncoming(integrationKey: string, now: Micros): Integration {
  return {
    ...bare(now),
    id: CANARY.incoming,
    name: 'Canary, incoming',
    application: APPLICATIONS.generic.unique_id,
    integration_key: integrationKey,
  };
}

/** The integration that tells the canary of its own incidents. */
export function canaryOutgoing(integrationKey: string, endpoint: EndpointConfiguration, now: Micros): Integration {
  return {
    ...bare(now),
    id: CANARY.outgoing,
    name: 'Canary, outgoing',
    application: APPLICATIONS.outgoingWebhooks.unique_id,
    integration_key: integrationKey,
    endpoint,
  };
}

/** Its endpoint: the deployment itself. Signed by Standard Webhooks, which also covers the delivery's id and the time. */
export function canaryEndpoint(baseUrl: string, sealedSecret: SealedText): EndpointConfiguration {
  return {
    url: `${baseUrl}${CANARY.path}`,
    events: ['triggered', 'acknowledged', 'resolved'],
    auth: { type: 'none' },
    headers: {},
    timeout_seconds: TIMEOUT_SECONDS,
    standard_webhooks: { enabled: true, secrets: [{ secret: sealedSecret, valid_until: null }] },
  };
}

function bare(now: Micros) {
  return {
    account: CANARY.account,
    team: CANARY.team,
    service: CANARY.service,
    summary: 'Part of the canary.',
    is_enabled: true,
    create_incidents_for: 1,
    default_urgency: 0,
    created_by: '',
    created_at: now,
    endpoint: null,
    custom_mapping: null,
  } as const;
}
