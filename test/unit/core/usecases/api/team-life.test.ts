import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../../core/contracts/json';
import { memberIdOf } from '../../../../../core/domain/team-member';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { aService, aTeam, aUser, anEscalationPolicy, anIntegration } from '../../../../support/builders/resources';

const PAM = aUser({ username: 'pam', first_name: 'Pam', email: 'pam@example.com' });

async function start() {
  const world = await new ApiWorld().settle();
  await world.resources.put('user', PAM);
  return { world, api: await world.as() };
}

describe('a team', () => {
  it.each(['PUT', 'PATCH'])('is changed by %s in what is named', async (method) => {
    const { api } = await start();
    const answer = await api(method, PATHS.team, { body: { name: 'Billing' } });
    expect(answer).toMatchObject({ status: 200, body: { name: 'Billing', private: false, owner: aTeam().owner } });
    expect(await api(method, PATHS.team, { body: { private: true } })).toMatchObject({
      body: { name: 'Billing', private: true },
    });
    expect((await api('GET', PATHS.team)).body).toMatchObject({ name: 'Billing', private: true });
  });

  it('has permissions that are kept as they are set', async () => {
    const { api } = await start();
    const path = `${PATHS.team}permissions/`;
    expect((await api('GET', path)).body).toEqual({ unique_id: aTeam().id, account_permissions: [] });
    const set = { unique_id: aTeam().id, account_permissions: ['sla_read', 'sla_write'] };
    expect(await api('PUT', path, { body: set })).toMatchObject({ status: 200, body: set });
    expect((await api('GET', PATHS.team)).body).toMatchObject({ account_permissions: set.account_permissions });
  });
});

describe('members of a team', () => {
  const path = `${PATHS.team}members/`;

  it('are written with the bare username and read with the user', async () => {
    const { api } = await start();
    const made = await api('POST', path, { body: { user: PAM.username, team: aTeam().id } });
    const member = made.body as Record<string, unknown>;
    expect(made).toMatchObject({ status: 201, body: { team: aTeam().id, user: PAM.username, role: 2 } });
    const one = `${path}${String(member['unique_id'])}/`;
    const read = {
      ...member,
      user: { username: PAM.username, first_name: 'Pam', last_name: 'Schrute', email: PAM.email },
    };
    expect((await api('GET', one)).body).toEqual(read);
    expect((await api('GET', path)).body).toEqual([read]);
    for (const method of ['PUT', 'PATCH']) {
      expect(await api(method, one, { body: { role: 1 } })).toMatchObject({
        status: 200,
        body: { user: PAM.username, role: 1 },
      });
    }
    expect((await api('GET', PATHS.team)).body).toMatchObject({ members: [{ ...read, role: 1 }] });
    expect((await api('DELETE', one)).status).toBe(204);
    expect((await api('GET', path)).body).toEqual([]);
  });

  it('are no strangers, and nobody twice', async () => {
    const { api } = await start();
    expect((await api('POST', path, { body: { user: 'nobody' } })).status).toBe(400);
    expect((await api('POST', path, { body: { user: PAM.username } })).status).toBe(201);
    expect((await api('POST', path, { body: { user: PAM.username } })).status).toBe(409);
  });

  it('are not shown once their user is gone', async () => {
    const { world, api } = await start();
    const id = memberIdOf(aTeam().id, 'gone');
    await world.resources.put('member', {
      ...{ account: aTeam().account, team: aTeam().id, id },
      ...{ username: 'gone', role: 2, created_at: 1 },
    });
    expect((await api('GET', path)).body).toEqual([]);
    expect((await api('GET', `${path}${id}/`)).status).toBe(404);
  });
});

describe('a service', () => {
  it.each(['PUT', 'PATCH'])('is changed by %s in what is named, and nothing else', async (method) => {
    const { api } = await start();
    const before = (await api('GET', PATHS.service)).body as JsonObject;
    const change = { name: 'Shop', acknowledgement_timeout: 900, sla: '', status: 0, acknowledge_timeout: 5 };
    const answer = await api(method, PATHS.service, { body: change });
    expect(answer.status).toBe(200);
    const changed = { name: 'Shop', acknowledgement_timeout: 900, acknowledgement_timeout_enabled: true };
    expect(answer.body).toEqual({ ...before, ...changed });
    expect((await api('GET', PATHS.service)).body).toEqual(answer.body);
  });

  it('shows its timeout while it is switched off', async () => {
    const { api } = await start();
    const off = { acknowledgement_timeout: 1800, acknowledgement_timeout_enabled: false };
    expect((await api('PATCH', PATHS.service, { body: off })).body).toMatchObject(off);
  });

  it.each(['escalation_policy', 'team_priority', 'task_template', 'sla'])(
    'refuses a %s that the team lacks',
    async (path) => {
      const { api } = await start();
      const body = { [path]: '9d1f0a52-1c8e-4a0b-9f63-0d6c1e2f3a4b' };
      expect(await api('PATCH', PATHS.service, { body })).toMatchObject({ status: 400, body: { errors: [{ path }] } });
      expect((await api('PATCH', PATHS.service, { body: { [path]: 'nonsense' } })).status).toBe(400);
    },
  );

  it('takes a reference that the team has, and keeps one whose target went', async () => {
    const { world, api } = await start();
    const other = anEscalationPolicy({ id: '9d1f0a52-1c8e-4a0b-9f63-0d6c1e2f3a4b' });
    await world.resources.put('escalation_policy', other);
    expect((await api('PATCH', PATHS.service, { body: { escalation_policy: other.id } })).status).toBe(200);
    await world.resources.removeAll('escalation_policy', aTeam().id);
    expect((await api('PUT', PATHS.service, { body: { name: 'Still', escalation_policy: other.id } })).status).toBe(
      200,
    );
  });
});

describe('deleting from the top', () => {
  const SECOND = aService({ id: '9d1f0a52-1c8e-4a0b-9f63-0d6c1e2f3a4b' });

  async function full() {
    const { world, api } = await start();
    await world.resources.put('service', SECOND);
    const first = await world.integrate();
    const second = anIntegration({ id: '0e2f4a6b-8c0d-4e1f-a2b3-c4d5e6f7a8b9', service: SECOND.id });
    const key = '3b9d2f10-7a6c-4e5d-8f1b-2c3d4e5f6a7b';
    await world.integrate({ ...second, integration_key: key });
    return { world, api, keys: [first.integration_key, key] as const };
  }

  it('a service takes its integrations along, and no other’s', async () => {
    const { world, api, keys } = await full();
    expect((await api('DELETE', PATHS.service)).status).toBe(204);
    expect(await world.resources.find(keys[0])).toBeNull();
    expect(await world.resources.find(keys[1])).not.toBeNull();
    expect((await api('GET', PATHS.service)).status).toBe(404);
    expect((await api('DELETE', PATHS.service)).status).toBe(404);
    const services = (await api('GET', PATHS.services)).body as readonly JsonObject[];
    expect(services.map(({ unique_id }) => unique_id)).toEqual([SECOND.id]);
  });

  it('a team takes all along that is below it', async () => {
    const { world, api, keys } = await full();
    expect((await api('DELETE', PATHS.team)).status).toBe(204);
    for (const key of keys) expect(await world.resources.find(key)).toBeNull();
    expect((await api('GET', PATHS.team)).status).toBe(404);
    for (const kind of ['team', 'service', 'integration', 'escalation_policy', 'member', 'rule'] as const) {
      expect(world.resources.count(kind)).toBe(0);
    }
  });

  it('stops the integrations first: cut off anywhere, no key leads to a service that is gone, and it can be done again', async () => {
    for (let write = 1; write < 40; write += 1) {
      const { world, api, keys } = await full();
      world.resources.failAt = write;
      const { status } = await api('DELETE', PATHS.team);
      world.resources.failAt = Infinity;
      for (const key of keys) {
        const entry = await world.resources.find(key);
        const services = await world.resources.services(aTeam().id);
        expect(services.some(({ id }) => entry !== null && 'service' in entry && id === entry.service)).toBe(
          entry !== null,
        );
      }
      expect((await api('DELETE', PATHS.team)).status).toBe(status === 204 ? 404 : 204);
      expect(world.resources.keyCount).toBe(0);
      if (status === 204) return;
    }
    throw new Error('Deleting a team takes more writes than it should.');
  });

  it('leaves no integration behind that is made at the same time', async () => {
    const { world, api } = await full();
    const body = { name: 'Late', summary: 'x', application: anIntegration().application };
    let late: Promise<{ readonly status: number }> | null = null;
    // Just before the service itself goes: its integrations are gone, and one more is being made.
    world.resources.meanwhile = () => {
      if (late !== null || world.resources.count('integration') > 1) return;
      late = api('POST', PATHS.integrations, { body });
    };
    expect((await api('DELETE', PATHS.service)).status).toBe(204);
    expect([404, 409]).toContain((await late!).status);
    expect(await world.resources.integrations(aService().id)).toEqual([]);
  });

  it('makes nothing new in what is being deleted', async () => {
    const { world, api } = await full();
    await world.resources.put('service', aService({ deleting: true }));
    await world.resources.put('team', aTeam({ deleting: true }));
    const integration = { name: 'Late', summary: 'x', application: anIntegration().application };
    const service = { name: 'Late', escalation_policy: anEscalationPolicy().id };
    expect((await api('POST', PATHS.integrations, { body: integration })).status).toBe(409);
    expect((await api('POST', PATHS.services, { body: service })).status).toBe(409);
  });
});

describe('an integration key', () => {
  it('that is regenerated leads nowhere from then on, and the new one does', async () => {
    const { world, api } = await start();
    const old = (await world.integrate()).integration_key;
    const body = { integration_unique_id: anIntegration().id };
    const answer = await api('POST', '/api/account/regenerate_integration_key/', { body });
    const { integration_key } = answer.body as { readonly integration_key: string };
    expect(answer).toMatchObject({ status: 200, body: { unique_id: anIntegration().id, name: 'Generic' } });
    expect(integration_key).not.toBe(old);
    expect(await world.resources.find(old)).toBeNull();
    expect(await world.resources.find(integration_key)).toMatchObject({ integration: anIntegration().id });
  });

  it('tells where its alerts go', async () => {
    const { world, api } = await start();
    const { integration_key } = await world.integrate();
    expect((await api('GET', `/api/account/integration-metadata/${integration_key}/`)).body).toEqual({
      team: { name: aTeam().name, unique_id: aTeam().id },
      service: { name: aService().name, unique_id: aService().id },
      integration: { unique_id: anIntegration().id, name: 'Generic', extension: 'generic' },
    });
  });
});
