import { describe } from '@jest/globals';
import { MemoryAlerts } from '../../support/fakes/memory-alerts';
import { MemoryAlertsQueue } from '../../support/fakes/memory-alerts-queue';
import { MemoryBacklogs } from '../../support/fakes/memory-backlogs';
import { MemoryEndpointHealths } from '../../support/fakes/memory-endpoint-healths';
import { MemoryEntities } from '../../support/fakes/memory-entities';
import { MemoryIncidentNumbers } from '../../support/fakes/memory-incident-numbers';
import { MemoryIncidents } from '../../support/fakes/memory-incidents';
import { MemoryIntegrationErrors } from '../../support/fakes/memory-integration-errors';
import { MemoryLedger } from '../../support/fakes/memory-ledger';
import { MemoryResources } from '../../support/fakes/memory-resources';
import { MemoryRememberedReplies } from '../../support/fakes/memory-remembered-replies';
import { MemoryIntegrationAlerts } from '../../support/fakes/memory-integration-alerts';
import { integrationAlertsContract } from '../../support/port-contracts/integration-alerts';
import { rememberedRepliesContract } from '../../support/port-contracts/remembered-replies';
import { MemoryCollations } from '../../support/fakes/memory-collations';
import { alertsContract } from '../../support/port-contracts/alerts';
import { alertsInFlightContract } from '../../support/port-contracts/alerts-in-flight';
import { backlogsContract } from '../../support/port-contracts/backlogs';
import { collationsContract } from '../../support/port-contracts/collations';
import { endpointHealthsContract } from '../../support/port-contracts/endpoint-healths';
import { entitiesContract } from '../../support/port-contracts/entities';
import { integrationErrorsContract } from '../../support/port-contracts/integration-errors';
import { incidentsContract } from '../../support/port-contracts/incidents';
import { incidentNumbersContract } from '../../support/port-contracts/incident-numbers';
import { ledgerContract } from '../../support/port-contracts/ledger';
import { resourcesContract } from '../../support/port-contracts/resources';

describe('in memory', () => {
  entitiesContract(() => new MemoryEntities());
  alertsContract(() => new MemoryAlerts());
  alertsInFlightContract(() => {
    const queue = new MemoryAlertsQueue();
    const lapse = (): Promise<void> => {
      queue.lapse();
      return Promise.resolve();
    };
    return Promise.resolve({ queue, inFlight: queue, lapse });
  });
  integrationAlertsContract(() => new MemoryIntegrationAlerts());
  collationsContract(() => new MemoryCollations());
  endpointHealthsContract(() => new MemoryEndpointHealths());
  backlogsContract(() => new MemoryBacklogs());
  const replies = new MemoryRememberedReplies();
  rememberedRepliesContract(() => replies);
  integrationErrorsContract(() => new MemoryIntegrationErrors());
  ledgerContract(() => {
    const ledger = new MemoryLedger();
    return { ledger, books: ledger };
  }, 1_790_000_000_000_000);
  resourcesContract(() => {
    const resources = new MemoryResources();
    return { resources, directory: resources, integrationKeys: resources, audit: resources };
  });
  const numbers = new MemoryIncidentNumbers();
  incidentNumbersContract(() => numbers);
  incidentsContract(() => {
    const [entities, own] = [new MemoryEntities(), new MemoryIncidentNumbers()];
    // The heads themselves are all that the fake goes by.
    const resolved = { note: () => Promise.resolve() };
    return { entities, numbers: own, incidents: new MemoryIncidents(entities, own), resolved };
  });
});
