import { describe, expect, it } from '@jest/globals';
import { MINIMAL, NOBODY, startWriting } from '../../../../support/builders/opened-incidents';

describe('a POST with an Idempotency-Key', () => {
  const headers = { 'idempotency-key': 'k1' };

  it('is done once, and answered the same again', async () => {
    const { world, api } = await startWriting();
    const first = await api('POST', '/api/incidents/', { body: MINIMAL, headers });
    const again = await api('POST', '/api/incidents/', { body: MINIMAL, headers });
    expect(first.status).toBe(201);
    expect(again).toEqual(first);
    expect(world.entities.heads.size).toBe(1);
    expect(JSON.stringify([...world.replies.rows.values()])).not.toContain('Disk full');
  });

  it('is another one with another key, another token, a day later, or on another route', async () => {
    const { world, api } = await startWriting();
    await api('POST', '/api/incidents/', { body: MINIMAL, headers });
    await api('POST', '/api/incidents/', { body: MINIMAL, headers: { 'idempotency-key': 'k2' } });
    await (
      await world.as('write')
    )('POST', '/api/incidents/', { body: MINIMAL, headers });
    world.now += 86_400_000_001;
    await api('POST', '/api/incidents/', { body: MINIMAL, headers });
    expect(world.entities.heads.size).toBe(4);
    const team = await (await world.as('admin'))('POST', '/api/account/teams/', { body: { name: 'New' }, headers });
    expect(team.status).toBe(201);
  });

  it('is refused with another body', async () => {
    const { api } = await startWriting();
    await api('POST', '/api/incidents/', { body: MINIMAL, headers });
    const other = await api('POST', '/api/incidents/', { body: { ...MINIMAL, title: 'x' }, headers });
    expect(other).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/another body/) } });
  });

  it('gives a refusal again, too', async () => {
    const { api } = await startWriting();
    const bad = { ...MINIMAL, sla: NOBODY };
    const first = await api('POST', '/api/incidents/', { body: bad, headers });
    expect(first.status).toBe(400);
    expect(await api('POST', '/api/incidents/', { body: bad, headers })).toEqual(first);
  });

  it('waits its turn while the first is being served', async () => {
    const { world, api } = await startWriting();
    const allocate = world.incidentNumbers.allocate.bind(world.incidentNumbers);
    let meanwhile: Promise<unknown> = Promise.resolve();
    world.incidentNumbers.allocate = (...args) => {
      meanwhile = api('POST', '/api/incidents/', { body: MINIMAL, headers });
      return meanwhile.then(() => allocate(...args));
    };
    expect((await api('POST', '/api/incidents/', { body: MINIMAL, headers })).status).toBe(201);
    expect(await meanwhile).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/still being served/) },
    });
    expect(world.entities.heads.size).toBe(1);
  });

  it('may be tried again after a failure of ours', async () => {
    const { world, api } = await startWriting();
    const allocate = world.incidentNumbers.allocate.bind(world.incidentNumbers);
    world.incidentNumbers.allocate = () => Promise.reject(new Error('The table is gone.'));
    expect((await api('POST', '/api/incidents/', { body: MINIMAL, headers })).status).toBe(500);
    world.incidentNumbers.allocate = allocate;
    expect((await api('POST', '/api/incidents/', { body: MINIMAL, headers })).status).toBe(201);
  });

  it('needs a key that is one', async () => {
    const { api } = await startWriting();
    for (const key of ['', ' ', 'ä', 'x'.repeat(256)]) {
      const answer = await api('POST', '/api/incidents/', { body: MINIMAL, headers: { 'idempotency-key': key } });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'Idempotency-Key' }] } });
    }
  });

  it('costs nothing where nothing is written, or without it', async () => {
    const { world, api } = await startWriting();
    await api('POST', '/api/incidents/filter/', { body: {}, headers });
    await api('GET', '/api/incidents/', { headers });
    await api('POST', '/api/incidents/', { body: MINIMAL });
    expect(world.replies.rows.size).toBe(0);
  });
});
