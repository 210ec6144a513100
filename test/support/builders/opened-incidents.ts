import { expect } from '@jest/globals';
import { ApiWorld } from './api-world';
import { aService } from './resources';

/** The least that opens an incident. */
export const MINIMAL = { title: 'Disk full', service: aService().id };
/** An id that nothing in the world has. */
export const NOBODY = 'c2b8e7f6-1111-4a53-8f0e-6d0a3f1b2c4d';

/** The builders' account, and a client that may write. */
export async function startWriting() {
  const world = await new ApiWorld().settle();
  return { world, api: await world.as('write') };
}

/** What dispatch would see of each write: its transitions. */
export const told = ({ entities }: ApiWorld): readonly string[] =>
  entities.stream
    .filter(({ transitioned }) => transitioned)
    .map(({ after }) =>
      (after.incident?.transitions ?? []).map(({ sequence, type }) => `${sequence} ${type}`).join(', '),
    );

/** An incident that was opened by the API, and what changes it. */
export async function opened(over: Readonly<Record<string, unknown>> = {}) {
  const { world, api } = await startWriting();
  const answer = await api('POST', '/api/incidents/', { body: { ...MINIMAL, ...over } });
  expect(answer.status).toBe(201);
  const change = (body: Readonly<Record<string, unknown>>, method = 'PATCH', id = '1') =>
    api(method, `/api/incidents/${id}/`, { body });
  return { world, api, change, body: answer.body as Readonly<Record<string, unknown>> };
}
