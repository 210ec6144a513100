import { describe, expect, it } from '@jest/globals';
import { NO_SETTINGS } from '../../../../../core/contracts/incident-settings';
import { createProcessor } from '../../../../../core/usecases/process/process-alerts';
import { makeTraceId } from '../../../../../core/domain/trace-id';
import { MemoryCollations } from '../../../../support/fakes/memory-collations';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { anEscalationPolicy, anIntegration, aUser } from '../../../../support/builders/resources';
import { anSla, aPriority } from '../../../../support/builders/team-resources';
import { noSubscriptions } from '../../../../support/builders/sns';
import { NO_LEDGER } from '../../../../support/fakes/memory-ledger';

async function start() {
  const world = await new ApiWorld().settle();
  await world.integrate();
  await world.resources.put('sla', anSla());
  await world.resources.put('priority', aPriority());
  const api = await world.as();
  const process = createProcessor({
    ...world.deps,
    integrationKeys: world.resources,
    incidentNumbers: world.incidentNumbers,
    alertsQueue: { send: () => Promise.reject(new Error('Nothing is put back here.')) },
    ledger: NO_LEDGER,
    confirmSubscription: noSubscriptions,
    collations: new MemoryCollations(),
    signing: world.signingKeys,
  });
  /** Saves a rule with the actions and posts an alert; the incident it opened, as the API shows it. */
  const openWith = async (actions: readonly object[]): Promise<unknown> => {
    const saved = await api('POST', `${PATHS.integration}transformers/`, { body: { description: 'r', actions } });
    expect(saved.status).toBe(201);
    const accepted_at = world.deps.clock();
    const trace_id = makeTraceId(accepted_at, Buffer.from('seven'), world.signingKeys.traceIds);
    const { account, integration_key } = anIntegration();
    const body = { message: 'Disk full', alert_type: 'critical', entity_id: 'disk', payload: { host: 'web-1' } };
    const accepted = { v: 1, trace_id, accepted_at, account, integration_key, intake: 'generic', body } as const;
    expect(await process([{ messageId: trace_id, accepted }])).toEqual([]);
    const status = await api('GET', `/api/alert/status/${trace_id}/`);
    const { incident } = status.body as { readonly incident: { readonly unique_id: string } };
    const { body: shown } = await api('GET', `/api/incidents/${incident.unique_id}/`);
    const { body: settings } = await api('GET', `/api/incidents/${incident.unique_id}/settings/`);
    return { ...(shown as object), settings };
  };
  return { openWith };
}

describe('what alert rules decide about an incident', () => {
  it.each<[number, object, object]>([
    [2, { value: 'on {{payload.host}}' }, { settings: { notes: ['on web-1'] } }],
    [
      4,
      { value: anEscalationPolicy().id },
      { escalation_policy: anEscalationPolicy().id, settings: { escalation_policy: anEscalationPolicy().id } },
    ],
    [5, { schedule: 'nights' }, { settings: { schedule: 'nights' } }],
    [6, { value: aUser().username }, { assigned_to: aUser().username, settings: { assigned_to: aUser().username } }],
    [7, { value: 'low' }, { urgency: 0, settings: { urgency: 0 } }],
    [11, { key: 'commander', value: 'ann' }, { settings: { roles: [{ role: 'commander', user: 'ann' }] } }],
    [12, { value: 'disk,{{payload.host}}' }, { settings: { tags: ['disk', 'web-1'] } }],
    [13, { key: 'Free space', value: 'soon' }, { settings: { tasks: [{ title: 'Free space', description: 'soon' }] } }],
    [14, { sla: anSla().id }, { sla: anSla().id, settings: { sla: anSla().id } }],
    [14, { sla: 'gold' }, { sla: null, settings: { sla: 'gold' } }],
    [15, { team_priority: aPriority().id }, { team_priority: aPriority().id }],
    [15, { team_priority: 'p1' }, { team_priority: null, settings: { team_priority: 'p1' } }],
    [16, { task_template: 'outage' }, { settings: { task_template: 'outage' } }],
    [17, { value: 'bob' }, { settings: { responders: ['bob'] } }],
    [19, { value: '300' }, { settings: { delay_seconds: 300 } }],
  ])('by action %d is kept with it and shown', async (action_type, operand, shown) => {
    const { openWith } = await start();
    expect(await openWith([{ action_type, ...operand }])).toMatchObject({ title: 'Disk full', ...shown });
  });

  it.each<[number, object, object]>([
    [8, { value: 'On {{payload.host}}: {{message}}' }, { title: 'On web-1: Disk full', settings: NO_SETTINGS }],
    [9, { value: 'see runbook' }, { summary: 'see runbook', settings: NO_SETTINGS }],
    [10, { value: '{{payload.host}}' }, { title: 'Disk full', settings: NO_SETTINGS }],
    [18, {}, { title: 'Disk full', settings: NO_SETTINGS }],
  ])('is nothing by action %d, which changes the alert', async (action_type, operand, shown) => {
    const { openWith } = await start();
    expect(await openWith([{ action_type, ...operand }])).toMatchObject(shown);
  });
});
