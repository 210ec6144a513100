import type { AcceptedAlert } from '../../../core/contracts/alert';
import type { StoredMaintenanceWindow } from '../../../core/contracts/maintenance-window';
import type { OutgoingRule } from '../../../core/contracts/outgoing-rule';
import type { StoredRule } from '../../../core/contracts/schemas/alert-rule';
import type { Json } from '../../../core/contracts/json';
import { createProcessor, type ProcessDeps } from '../../../core/usecases/process/process-alerts';
import { makeTraceId } from '../../../core/domain/trace-id';
import { anOutgoingIntegration } from './outgoing';
import { ACCOUNT, anEscalationPolicy, anIntegration, aService, aUser, keyEntryOf } from './resources';
import { MemoryAlerts } from '../fakes/memory-alerts';
import { MemoryIntegrationAlerts } from '../fakes/memory-integration-alerts';
import { MemoryCollations } from '../fakes/memory-collations';
import { MemoryEntities } from '../fakes/memory-entities';
import { MemoryIncidentNumbers } from '../fakes/memory-incident-numbers';
import { MemoryIntegrationErrors } from '../fakes/memory-integration-errors';
import { MemoryLedger } from '../fakes/memory-ledger';
import { MemoryLog } from '../fakes/memory-log';

/** Signs the trace ids of these tests. */
export const KEY = Buffer.alloc(32, 1);

/** A body that intake took at a time, in microseconds; `index` tells those of one time apart. */
export function accepted(at: number, body: Json, index = 0): AcceptedAlert {
  return {
    v: 1,
    trace_id: makeTraceId(at, Uint8Array.of(0, 0, 0, index >> 8, index & 255), KEY),
    accepted_at: at,
    account: ACCOUNT,
    integration_key: anIntegration().integration_key,
    intake: 'generic',
    body,
  };
}

/** A critical alert of the one entity that most tests are about. */
export const critical = (at: number, over: object = {}): AcceptedAlert =>
  accepted(at, { message: 'Disk full', alert_type: 'critical', entity_id: 'disk', ...over });

/** Process over fakes: one integration with its rules and maintenance windows. `send` is one batch of the queue. */
export function processWorld(
  integration = anIntegration(),
  rules: readonly StoredRule[] = [],
  windows: readonly StoredMaintenanceWindow[] = [],
) {
  const entities = new MemoryEntities();
  const incidentNumbers = new MemoryIncidentNumbers();
  const alerts = new MemoryAlerts();
  const log = new MemoryLog();
  const ledger = new MemoryLedger();
  const errors = new MemoryIntegrationErrors();
  const sent: AcceptedAlert[] = [];
  const outgoingRules: OutgoingRule[] = [];
  const teamResources = new Map<string, object>();
  const deps: ProcessDeps = {
    entities,
    collations: new MemoryCollations(),
    integrationAlerts: new MemoryIntegrationAlerts(),
    incidentNumbers,
    alerts,
    ledger,
    log,
    errors,
    alertsQueue: {
      send: (message: string) => {
        sent.push(JSON.parse(message) as AcceptedAlert);
        return Promise.resolve();
      },
    },
    confirmSubscription: ({ TopicArn: topic }) =>
      Promise.resolve({ result: topic === 'ours' ? 'confirmed' : 'refused', reason: `About ${topic}.` }),
    signing: { traceIds: KEY },
    integrationKeys: {
      find: (key) => Promise.resolve(key === integration.integration_key ? keyEntryOf(integration) : null),
    },
    directory: {
      integration: (_service: string, id: string) => Promise.resolve(id === integration.id ? integration : null),
      service: () => Promise.resolve(aService()),
      escalationPolicy: (_team: string, id: string) =>
        Promise.resolve(id === anEscalationPolicy().id ? anEscalationPolicy() : null),
      rules: () => Promise.resolve(rules),
      integrations: () => Promise.resolve([integration, anOutgoingIntegration()]),
      resources: () => Promise.resolve([...outgoingRules]),
      resource: (kind: string, _team: string, id: string) =>
        Promise.resolve(teamResources.get(`${kind} ${id}`) ?? null),
      maintenanceWindows: () => Promise.resolve(windows),
      user: (_account: string, username: string) => Promise.resolve(username === aUser().username ? aUser() : null),
    } as unknown as ProcessDeps['directory'],
  };
  const send = (...batch: AcceptedAlert[]) =>
    createProcessor(deps)(batch.map((each) => ({ messageId: each.trace_id, accepted: each })));
  return { teamResources, outgoingRules, errors, sent, deps, entities, incidentNumbers, alerts, ledger, log, send };
}
