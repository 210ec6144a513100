import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { successStatus } from '../../../../core/contracts/openapi/success-statuses';
import { NAMED_IN_BODY, optionsOf, requests, targetOf } from '../../../support/builders/api-requests';
import { client } from '../../../support/builders/api-world';
import { PARAMETERS } from '../../../support/builders/full-api-things';
import { STRANGER, STRANGERS, everything, fullWorld } from '../../../support/builders/full-api-world';
import { aTeam, aUser, anIntegration } from '../../../support/builders/resources';

/** What a token that is limited to other teams may read: people are the account's. */
const OF_NO_TEAM = new Set(['username', 'contact', 'notification_rule', 'forwarding_rule', 'custom_role']);

describe('access to the routes', () => {
  it.each(requests)('$method $name answers its own account', async ({ name, method, route }) => {
    const world = await fullWorld();
    const answer = await (await world.as('admin'))(method, targetOf(route), optionsOf(name));
    expect([200, 201, 202, 204]).toContain(answer.status);
  });

  it.each(requests)('$method $name shows and changes nothing of another account', async ({ name, method, route }) => {
    const world = await fullWorld();
    const stranger = await world.as('admin', STRANGERS, STRANGER);
    const before = JSON.stringify(await everything(world));
    const answer = await stranger(method, targetOf(route), optionsOf(name));
    const shown = JSON.stringify(answer.body);
    for (const secret of [...Object.values(PARAMETERS), anIntegration().integration_key, aUser().email]) {
      expect(shown).not.toContain(secret);
    }
    const refused = route.path.includes('{') ? 404 : NAMED_IN_BODY[name];
    expect(answer.status).toBe(refused ?? successStatus(name, method));
    expect(shown === '{"detail":"Not Found."}').toBe(refused === 404);
    expect(JSON.stringify(await everything(world))).toBe(before);
  });

  it.each(requests)('$method $name shows and changes nothing of a team the token is not for', async (request) => {
    const { name, method, route } = request;
    const world = await fullWorld();
    const limited = await world.as('admin', aTeam().account, aUser().username, [randomUUID()]);
    const before = JSON.stringify(await everything(world));
    const answer = await limited(method, targetOf(route), optionsOf(name));
    const named = [...route.path.matchAll(/\{(\w+)\}/g)].some(([, parameter = '']) => !OF_NO_TEAM.has(parameter));
    const refused = named ? 404 : NAMED_IN_BODY[name];
    expect(answer.status).toBe(route.wholeAccount === true ? 403 : (refused ?? successStatus(name, method)));
    const ofTeam = Object.entries(PARAMETERS).filter(([parameter]) => !OF_NO_TEAM.has(parameter));
    for (const [, id] of ofTeam) expect(JSON.stringify(answer.body)).not.toContain(id);
    expect(JSON.stringify(await everything(world))).toBe(before);
  });

  it.each(requests.filter(({ route }) => route.wholeAccount !== true))(
    '$method $name answers a token for its team',
    async ({ name, method, route }) => {
      const world = await fullWorld();
      const limited = await world.as('admin', aTeam().account, aUser().username, [aTeam().id]);
      const answer = await limited(method, targetOf(route), optionsOf(name));
      expect([200, 201, 202, 204]).toContain(answer.status);
    },
  );

  it.each(requests)('$method $name refuses a request without a token', async ({ name, method, route }) => {
    const world = await fullWorld();
    const answer = await client(world.handler)(method, targetOf(route), optionsOf(name));
    expect(answer).toMatchObject({ status: 403, body: { error: 'Invalid or Inactive Token' } });
  });

  it.each(requests)('$method $name refuses a token nobody has', async ({ name, method, route }) => {
    const world = await fullWorld();
    const answer = await client(world.handler, 'f'.repeat(40))(method, targetOf(route), optionsOf(name));
    expect(answer).toMatchObject({ status: 403, body: { error: 'Invalid or Inactive Token' } });
  });

  it.each(requests)('$method $name wants the scope of its route', async ({ name, method, route }) => {
    const world = await fullWorld();
    const answer = await (await world.as('read'))(method, targetOf(route), optionsOf(name));
    const refused = { status: 403, body: { detail: 'You do not have permission to perform this action.' } };
    const expected = route.access === 'read' ? { status: 200 } : refused;
    expect(answer).toMatchObject(expected);
  });

  it.each(requests.filter(({ route }) => route.path.includes('{')))(
    '$method $name finds nothing under ids that are none or nobody has',
    async ({ name, method, route }) => {
      const world = await fullWorld();
      const asAdmin = await world.as('admin');
      for (const id of [randomUUID(), '0', '%23', 'x'.repeat(3_000), aTeam().id.toUpperCase()]) {
        const target = route.path.replaceAll(/\{\w+\}/g, id);
        expect(await asAdmin(method, target, optionsOf(name))).toMatchObject({
          status: 404,
          body: { detail: 'Not Found.' },
        });
      }
    },
  );
});
