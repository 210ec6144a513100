import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../../core/contracts/json';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { aTeam, aUser, anEscalationPolicy } from '../../../../support/builders/resources';

const MEMBERS = '/api/account/members/';
const USERS = '/api/account/users/';
const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const USERNAME = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]$/;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const PAM = { first_name: 'Pam', last_name: 'Beesly', email: 'Pam@example.com', role: 2 };

async function start() {
  const world = await new ApiWorld().settle();
  const api = await world.as();
  const invite = async (person: Readonly<Record<string, unknown>> = PAM): Promise<string> => {
    const { body } = await api('POST', '/api/account/api_invite/', { body: { team: aTeam().id, user_detail: person } });
    return (body as { readonly user: { readonly username: string } }).user.username;
  };
  return { world, api, invite };
}

describe('an invited user', () => {
  it('exists at once, and is a member of the team', async () => {
    const { api } = await start();
    const invited = await api('POST', '/api/account/api_invite/', { body: { team: aTeam().id, user_detail: PAM } });
    expect(invited).toMatchObject({
      status: 201,
      body: {
        unique_id: expect.stringMatching(UUID_4),
        team: aTeam().id,
        user: { username: expect.stringMatching(USERNAME), first_name: 'Pam', email: PAM.email },
        role: 2,
        joining_date: expect.stringMatching(DATE_TIME),
      },
    });
    const { username } = (invited.body as { readonly user: { readonly username: string } }).user;
    const member = (await api('GET', `${MEMBERS}${username}/`)).body as Record<string, unknown>;
    expect(invited.body).toEqual({ ...member, team: aTeam().id });
    expect((await api('GET', `${USERS}${username}/`)).body).toEqual(member);
    expect((await api('GET', `${PATHS.team}members/`)).body).toContainEqual(
      expect.objectContaining({ user: expect.objectContaining({ username }), role: 2, team: aTeam().id }),
    );
  });

  it('is refused, as clients read it, when somebody has the address already', async () => {
    const { api, invite } = await start();
    await invite();
    const again = { user_detail: { ...PAM, email: 'PAM@EXAMPLE.COM' } };
    expect(await api('POST', '/api/account/api_invite/', { body: again })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('exists') },
    });
  });

  it('is one when the same address is invited twice at once', async () => {
    const { api, world } = await start();
    const post = () => api('POST', '/api/account/api_invite/', { body: { user_detail: PAM } });
    const answers = await Promise.all([post(), post(), post()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400, 400]);
    expect(world.resources.count('user')).toBe(2);
  });

  it.each([
    [{ user_detail: PAM, team: '9d1f0a52-1c8e-4a0b-9f63-0d6c1e2f3a4b' }, 'team'],
    [{ user_detail: { ...PAM, email: 'no address' } }, 'user_detail.email'],
    [{ user_detail: { ...PAM, role: 1 } }, 'user_detail.role'],
    [{ team: aTeam().id }, 'user_detail'],
  ])('is refused as %j', async (body, path) => {
    const { api } = await start();
    expect(await api('POST', '/api/account/api_invite/', { body })).toMatchObject({
      status: 400,
      body: { errors: [{ path }] },
    });
  });

  it('may be one of several for a team; who is there already just joins it', async () => {
    const { api, invite } = await start();
    await invite();
    const accounts = [PAM, { email: 'jim@example.com' }, { email: 'JIM@example.com' }];
    const body = { team: aTeam().id, email_accounts: accounts };
    const answer = await api('POST', '/api/account/invite/', { body });
    const emails = (answer.body as readonly { readonly user: JsonObject }[]).map(({ user }) => user['email']);
    expect([answer.status, emails]).toEqual([201, ['Pam@example.com', 'jim@example.com', 'jim@example.com']]);
    expect((await api('POST', '/api/account/invite/', { body })).body).toEqual(answer.body);
    expect((await api('GET', `${PATHS.team}members/`)).body).toHaveLength(2);
  });
});

describe('a member of the account', () => {
  it('has exactly the keys that strict clients know', async () => {
    const { api } = await start();
    expect((await api('GET', MEMBERS)).body).toEqual([
      {
        unique_id: expect.stringMatching(UUID_4),
        time_zone: 'UTC',
        user: { username: aUser().username, first_name: 'Dwight', last_name: 'Schrute', email: 'dwight@example.com' },
        joining_date: expect.stringMatching(DATE_TIME),
        role: 1,
        is_verified: true,
        custom_role_id: null,
      },
    ]);
    expect((await api('GET', USERS)).body).toEqual((await api('GET', MEMBERS)).body);
  });

  it('is changed in what is named, under user or beside it', async () => {
    const { api, invite } = await start();
    const username = await invite();
    const nested = {
      user: { username, first_name: 'Pamela', last_name: 'Halpert' },
      role: 3,
      time_zone: 'America/New_York',
    };
    expect(await api('PUT', `${MEMBERS}${username}/`, { body: nested })).toMatchObject({
      status: 200,
      body: { role: 3, time_zone: 'America/New_York', user: { first_name: 'Pamela', email: PAM.email } },
    });
    const flat = { first_name: 'Pam', email: '' };
    expect(await api('PATCH', `${USERS}${username}/`, { body: flat })).toMatchObject({
      status: 200,
      body: { role: 3, user: { first_name: 'Pam', last_name: 'Halpert', email: PAM.email } },
    });
  });

  it('may take an address that nobody has, and leaves the old one to others', async () => {
    const { api, invite } = await start();
    const username = await invite();
    const taken = { email: 'DWIGHT@example.com' };
    expect(await api('PATCH', `${USERS}${username}/`, { body: taken })).toMatchObject({ status: 400 });
    expect((await api('PATCH', `${USERS}${username}/`, { body: { email: 'new@example.com' } })).status).toBe(200);
    expect(await invite()).not.toBe(username);
  });

  it.each([
    [{ role: 1 }, 'role'],
    [{ time_zone: 'Mars/Olympus' }, 'time_zone'],
  ])('is not changed by %j', async (body, path) => {
    const { api, invite } = await start();
    const username = await invite();
    expect(await api('PATCH', `${USERS}${username}/`, { body })).toMatchObject({
      status: 400,
      body: { errors: [{ path }] },
    });
  });

  it('who is the owner stays the owner', async () => {
    const { api } = await start();
    const path = `${MEMBERS}${aUser().username}/`;
    expect((await api('PUT', path, { body: { role: 3 } })).status).toBe(400);
    expect((await api('PUT', path, { body: { role: 1 } })).body).toMatchObject({ role: 1 });
  });
});

describe('deleting a user', () => {
  const DELETE = '/api/account/deleteuser/';

  it('stops the tokens, ends the memberships and hands teams over', async () => {
    const { world, api, invite } = await start();
    const username = await invite();
    const team = aTeam({ id: '9d1f0a52-1c8e-4a0b-9f63-0d6c1e2f3a4b', owner: username });
    await world.resources.put('team', team);
    const asPam = await world.as('write', aTeam().account, username);
    expect((await asPam('GET', '/api/user/profile/')).status).toBe(200);
    expect((await api('POST', DELETE, { body: { username } })).status).toBe(204);
    expect((await asPam('GET', '/api/user/profile/')).status).toBe(403);
    expect((await api('GET', `${USERS}${username}/`)).status).toBe(404);
    expect((await api('GET', `${PATHS.team}members/`)).body).toEqual([]);
    expect(await world.resources.team(team.account, team.id)).toMatchObject({ owner: aUser().username });
    expect((await api('POST', DELETE, { body: { username } })).status).toBe(404);
    await expect(invite()).resolves.toMatch(USERNAME);
  });

  it('is refused while an escalation policy would be left with nobody, and says which', async () => {
    const { world, api, invite } = await start();
    const username = await invite();
    const rules = [{ id: 'r', delay: 0, position: 1, targets: [{ target_type: 2, target_id: username } as const] }];
    await world.resources.put('escalation_policy', anEscalationPolicy({ rules }));
    expect(await api('POST', DELETE, { body: { username } })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('the escalation policy "Default" of the team "Payments"') },
    });
    expect((await api('GET', `${USERS}${username}/`)).status).toBe(200);
  });

  it('is refused for the owner of the account', async () => {
    const { api } = await start();
    expect((await api('POST', DELETE, { body: { username: aUser().username } })).status).toBe(409);
  });

  it('wants an admin token that is for all teams', async () => {
    const { world, invite } = await start();
    const username = await invite();
    const writer = await world.as('write');
    const limited = await world.as('admin', aTeam().account, aUser().username, [aTeam().id]);
    for (const api of [writer, limited]) {
      expect((await api('POST', DELETE, { body: { username } })).status).toBe(403);
    }
  });
});

describe('details of a user', () => {
  it('are contacts and the rules that name them', async () => {
    const { api, invite } = await start();
    const path = `${USERS}${await invite()}/`;
    const contact = { name: 'Work', contact_type: 2, value: '+1 570 555 0123' };
    const made = await api('POST', `${path}contacts/`, { body: contact });
    const { unique_id } = made.body as { readonly unique_id: string };
    expect(made).toMatchObject({ status: 201, body: { ...contact, creation_date: expect.stringMatching(DATE_TIME) } });
    expect((await api('GET', `${path}contacts/`)).body).toEqual([made.body]);
    const rule = await api('POST', `${path}notification_rules/`, {
      body: { contact: unique_id, start_delay: 5, urgency: 0 },
    });
    expect(rule).toMatchObject({ status: 201, body: { contact: unique_id, start_delay: 5, urgency: 0 } });
    const { unique_id: ruleId } = rule.body as { readonly unique_id: string };
    expect((await api('DELETE', `${path}contacts/${unique_id}/`)).status).toBe(409);
    expect((await api('DELETE', `${path}notification_rules/${ruleId}/`)).status).toBe(204);
    expect((await api('DELETE', `${path}contacts/${unique_id}/`)).status).toBe(204);
    expect((await api('POST', `${path}notification_rules/`, { body: { contact: unique_id } })).status).toBe(400);
  });

  it('are forwarding rules to another user', async () => {
    const { api, invite } = await start();
    const username = await invite();
    const path = `${USERS}${username}/forwarding_rules/`;
    const body = { from_date: '2026-12-01T09:00:00', to_date: '2026-12-02T09:00:00', time_zone: 'Europe/Berlin' };
    const made = await api('POST', path, { body: { ...body, to_user: aUser().username } });
    expect(made).toMatchObject({
      status: 201,
      body: {
        user: username,
        to_user: aUser().username,
        from_date: '2026-12-01T08:00:00.000000Z',
        time_zone: 'Europe/Berlin',
      },
    });
    expect((await api('GET', path)).body).toEqual([made.body]);
    expect((await api('POST', path, { body: { ...body, to_user: username } })).status).toBe(400);
    const backwards = { ...body, to_date: '2026-11-30T09:00:00', to_user: aUser().username };
    expect((await api('POST', path, { body: backwards })).status).toBe(400);
  });

  it('are gone with the user', async () => {
    const { world, api, invite } = await start();
    const username = await invite();
    const contact = { name: 'Work', contact_type: 1, value: 'pam@example.com' };
    await api('POST', `${USERS}${username}/contacts/`, { body: contact });
    await api('POST', '/api/account/deleteuser/', { body: { username } });
    expect(await world.resources.resources('contact', username)).toEqual([]);
  });

  it('are a custom role, which can not be deleted while somebody has it', async () => {
    const { api, invite } = await start();
    const username = await invite();
    const role = { name: 'SRE', description: 'On call', permissions: ['incident_read'] };
    const made = await api('POST', '/api/account/customroles/', { body: role });
    const { unique_id } = made.body as { readonly unique_id: string };
    expect(made).toMatchObject({ status: 201, body: role });
    const path = `${USERS}${username}/customroles/`;
    const given = { user: username, custom_role: unique_id, custom_role_details: { name: 'SRE' } };
    expect(await api('POST', path, { body: { custom_role: unique_id } })).toMatchObject({ status: 201, body: given });
    expect((await api('GET', path)).body).toEqual(given);
    expect((await api('GET', `${MEMBERS}${username}/`)).body).toMatchObject({ custom_role_id: unique_id });
    expect((await api('DELETE', `/api/account/customroles/${unique_id}/`)).status).toBe(409);
    await api('POST', path, { body: { custom_role: null } });
    expect((await api('DELETE', `/api/account/customroles/${unique_id}/`)).status).toBe(204);
    expect((await api('POST', path, { body: { custom_role: unique_id } })).status).toBe(400);
  });
});
