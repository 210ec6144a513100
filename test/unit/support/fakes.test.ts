import { describe } from '@jest/globals';
import { MemoryAlerts } from '../../support/fakes/memory-alerts';
import { MemoryEntities } from '../../support/fakes/memory-entities';
import { MemoryIncidentNumbers } from '../../support/fakes/memory-incident-numbers';
import { MemoryIntegrationErrors } from '../../support/fakes/memory-integration-errors';
import { alertsContract } from '../../support/port-contracts/alerts';
import { entitiesContract } from '../../support/port-contracts/entities';
import { integrationErrorsContract } from '../../support/port-contracts/integration-errors';
import { incidentNumbersContract } from '../../support/port-contracts/incident-numbers';

describe('in memory', () => {
  entitiesContract(() => new MemoryEntities());
  alertsContract(() => new MemoryAlerts());
  integrationErrorsContract(() => new MemoryIntegrationErrors());
  const numbers = new MemoryIncidentNumbers();
  incidentNumbersContract(() => numbers);
});
