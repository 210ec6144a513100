import { describe, expect, it } from '@jest/globals';
import { alertIdOf, makeTraceId } from '../../../../../core/domain/trace-id';
import { ApiWorld } from '../../../../support/builders/api-world';
import { anIncident } from '../../../../support/builders/incident';
import { aStoredAlert } from '../../../../support/builders/stored-alert';
import { aService, aTeam, aUser, anEscalationPolicy, anIntegration } from '../../../../support/builders/resources';

const INCIDENT = anIncident();

async function start(alerts = 0) {
  const world = await new ApiWorld().settle();
  await world.integrate();
  const traceIds = Array.from({ length: alerts }, (_, i) =>
    makeTraceId(1_790_000_000_000_000 + i, Buffer.from('seven'), world.signingKeys.traceIds),
  );
  for (const traceId of traceIds) await world.alerts.store(aStoredAlert(traceId, INCIDENT));
  world.incidents.add({ incident: INCIDENT, alerts: traceIds });
  return { world, traceIds, api: await world.as() };
}

describe('an incident', () => {
  it.each([INCIDENT.unique_id, '217'])('is found by %s', async (id) => {
    const { api } = await start();
    expect(await api('GET', `/api/incidents/${id}/`)).toMatchObject({ status: 200, body: { incident_number: 217 } });
  });

  it.each([
    '0217',
    '218',
    '-217',
    '217.0',
    '1e2',
    '9'.repeat(13),
    '9'.repeat(40),
    anIncident({ ordinal: 2 }).unique_id,
  ])('is not found by %s', async (id) => {
    const { api } = await start();
    expect((await api('GET', `/api/incidents/${id}/`)).status).toBe(404);
  });

  it('has the keys that old and new clients read', async () => {
    const { api } = await start();
    const { body } = await api('GET', '/api/incidents/217/');
    expect(body).toEqual({
      summary: INCIDENT.summary,
      incident_number: 217,
      creation_date: '2026-09-21T14:13:20.372614Z',
      status: 1,
      unique_id: INCIDENT.unique_id,
      title: INCIDENT.title,
      incident_key: expect.stringMatching(/^[2-9A-HJ-NP-Za-km-z]{22}$/),
      service: aService().id,
      service_object: expect.objectContaining({
        unique_id: aService().id,
        team_name: aTeam().name,
        acknowledgement_timeout_enabled: false,
      }),
      urgency: 1,
      merged_with: null,
      assigned_to: null,
      assigned_to_name: '',
      escalation_policy: anEscalationPolicy().id,
      escalation_policy_object: { unique_id: anEscalationPolicy().id, name: 'Default', team: aTeam().id },
      tags: [],
      sla: null,
      sla_object: null,
      team_priority: null,
      team_priority_object: null,
      resolved_date: null,
      acknowledged_date: null,
      context_window_start: '2026-09-21T13:43:20.372000Z',
      context_window_end: '2026-09-21T14:13:20.372000Z',
      parent_incident: null,
      is_parent_incident: false,
      is_child_incident: false,
      snooze_time: null,
      snoozed_till: null,
      postmortems: [],
      postmortem_assignee: null,
    });
  });

  it('names who it is assigned to, and says when it was acknowledged and resolved', async () => {
    const { world, api } = await start();
    const { created_at, unique_id } = anIncident({ number: 218 });
    const times = { acknowledged_at: created_at + 1_000_000, resolved_at: created_at + 2_000_000 };
    const incident = anIncident({ number: 218, unique_id, status: 3, assigned_to: aUser().username, ...times });
    world.incidents.add({ incident, alerts: [] });
    expect((await api('GET', '/api/incidents/218')).body).toMatchObject({
      assigned_to: aUser().username,
      assigned_to_name: 'Dwight Schrute',
      acknowledged_date: '2026-09-21T14:13:21.372614Z',
      resolved_date: '2026-09-21T14:13:22.372614Z',
    });
  });
});

describe('the alerts of an incident', () => {
  it('are shown as the contract has them', async () => {
    const { api, traceIds } = await start(1);
    const { body } = await api('GET', '/api/incidents/217/alerts/');
    expect(body).toEqual({
      count: 1,
      next: null,
      previous: null,
      results: [
        {
          integration_object: expect.objectContaining({ unique_id: anIntegration().id, integration_type: 0 }),
          summary: 'Linux 008',
          incident: 217,
          creation_date: '2026-09-21T14:13:20.372614Z',
          message: 'Free disk space is less than 20%',
          integration: anIntegration().id,
          suppressed: false,
          entity_id: '12345',
          payload: { severity: '1' },
          alert_type: '3',
          unique_id: alertIdOf(traceIds[0]!),
          images: [],
          urls: [{ link_url: 'https://www.example.com/alerts/12345/', link_text: 'Alert URL' }],
          notes: [],
          incident_created: true,
        },
      ],
    });
  });

  it('come in pages, newest first, each once, by absolute links', async () => {
    const { api, traceIds } = await start(23);
    const seen: string[] = [];
    let link: string | null = 'https://tocsin.example/api/incidents/217/alerts/';
    let previous: string | null = null;
    while (link !== null) {
      const { origin, pathname, search }: URL = new URL(link);
      expect(origin).toBe('https://tocsin.example');
      const { body } = await api('GET', pathname + search);
      const page = body as {
        next: string | null;
        previous: string | null;
        results: { unique_id: string }[];
        count: number;
      };
      expect(page.count).toBe(23);
      expect(page.previous === null).toBe(previous === null);
      seen.push(...page.results.map(({ unique_id }) => unique_id));
      previous = link;
      link = page.next;
    }
    expect(seen).toEqual(traceIds.toReversed().map(alertIdOf));
  });

  it('come as many to a page as asked for', async () => {
    const { api } = await start(23);
    const { body } = await api('GET', '/api/incidents/217/alerts?page=2&page_size=20');
    expect((body as { results: unknown[] }).results).toHaveLength(3);
    expect(body).toMatchObject({ previous: 'https://tocsin.example/api/incidents/217/alerts/?page=1&page_size=20' });
  });

  it('leave out an alert that is not stored yet or was bound elsewhere', async () => {
    const { world, api } = await start();
    const other = makeTraceId(world.now, Buffer.from('seven'), world.signingKeys.traceIds);
    const unstored = makeTraceId(world.now + 1, Buffer.from('seven'), world.signingKeys.traceIds);
    const incident = anIncident({ number: 218 });
    await world.alerts.store(aStoredAlert(other, INCIDENT));
    world.incidents.add({ incident, alerts: [other, unstored] });
    expect((await api('GET', '/api/incidents/218/alerts/')).body).toMatchObject({ results: [] });
  });

  it.each(['page=0', 'page=-1', 'page=x', 'page=', 'page_size=0', 'page_size=1.5'])('refuse %s', async (query) => {
    const { api } = await start(1);
    const [path] = query.split('=');
    expect(await api('GET', `/api/incidents/217/alerts/?${query}`)).toMatchObject({
      status: 400,
      body: { errors: [{ path }] },
    });
  });

  it('have no page after the last', async () => {
    const { api } = await start(10);
    expect((await api('GET', '/api/incidents/217/alerts/?page=2')).status).toBe(404);
    expect((await api('GET', '/api/incidents/218/alerts/')).status).toBe(404);
  });

  it('ask for a smaller page rather than fail when an answer gets too large for a function', async () => {
    const { world, api } = await start();
    const incident = anIncident({ number: 300 });
    const alerts = Array.from({ length: 6 }, (_, i) =>
      makeTraceId(world.now + i, Buffer.from('seven'), world.signingKeys.traceIds),
    );
    for (const traceId of alerts) {
      const stored = aStoredAlert(traceId, incident);
      await world.alerts.store({ ...stored, alert: { ...stored.alert!, payload: 'x'.repeat(1_000_000) } });
    }
    world.incidents.add({ incident, alerts });
    expect(await api('GET', '/api/incidents/300/alerts/')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'page_size' }] },
    });
    expect((await api('GET', '/api/incidents/300/alerts/?page_size=2')).status).toBe(200);
  });
});
