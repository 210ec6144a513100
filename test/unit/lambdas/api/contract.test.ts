import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { API_ROUTES } from '../../../../core/contracts/api-routes';
import { successStatus } from '../../../../core/contracts/openapi/success-statuses';
import { encodeShortUuid } from '../../../../core/domain/short-uuid';
import { NAMED_IN_BODY } from '../../../support/builders/api-requests';
import { client, type ApiWorld } from '../../../support/builders/api-world';
import { DELIVERY_ID } from '../../../support/builders/full-api-things';
import { STRANGER, STRANGERS, everything, fullWorld } from '../../../support/builders/full-api-world';
import { SERVED, faultsOf, goodCalls, type ServedOperation } from '../../../support/openapi/calls';
import { OPERATIONS, type DocumentedParameter } from '../../../support/openapi/document';
import { isLenient } from '../../../support/openapi/lenient';
import { leftOut, mutationsOf } from '../../../support/openapi/mutations';

const withToken = SERVED.filter(({ scope }) => scope !== null);
const withBody = SERVED.filter(({ body }) => body !== null);
const withQuery = SERVED.filter(({ parameters }) => parameters.length > 0);
const withIds = SERVED.filter(({ path }) => path.includes('{'));

describe('every operation of docs/openapi.json', () => {
  it('is walked here but for those of intake', () => {
    const served = Object.values(API_ROUTES).flatMap(({ methods }) => methods as readonly string[]);
    expect(SERVED).toHaveLength(served.length);
    expect(OPERATIONS.filter(({ route }) => route === null).map(({ path }) => path)).toEqual([
      '/integration/{account}/generic/{integration_key}/',
      '/integration/{account}/router/{integration_key}/',
      '/api/events/{integration_key}/',
    ]);
  });

  it.each(SERVED)('$id answers a good call as it documents', async (operation) => {
    for (const { target, ...options } of goodCalls(operation)) {
      const world = await fullWorld();
      const answer = await (await world.as('admin'))(operation.method, target, options);
      expect({ answer: answer.body, faults: faultsOf(operation, answer) }).toMatchObject({ faults: [] });
      // A test of an endpoint that nobody works on goes on for longer than a request.
      expect(answer.status).toBe(
        operation.id === 'testEndpoint' ? 202 : successStatus(operation.route, operation.method),
      );
      expect(world.log.lines).toEqual([]);
    }
  });

  it.each(SERVED.filter(({ id }) => id.startsWith('list')))('$id lists something in that call', async (operation) => {
    const world = await fullWorld();
    const { body } = await (await world.as('admin'))(operation.method, goodCalls(operation)[0].target);
    const results = Array.isArray(body)
      ? (body as readonly unknown[])
      : (body as { results: readonly unknown[] }).results;
    expect(results).not.toHaveLength(0);
  });

  it.each(withBody)('$id names the field that is missing or of the wrong type', async (operation) => {
    for (const { target, body } of goodCalls(operation)) {
      const world = await fullWorld();
      const api = await world.as('admin');
      const before = JSON.stringify(await everything(world));
      expect(leftOut(operation.body ?? {}, body)).toEqual([]);
      const taken: string[] = [];
      for (const mutation of mutationsOf(operation.body ?? {}, body).filter((each) => !isLenient(operation, each))) {
        const { path, orAt, what, value, body: wrong } = mutation;
        const answer = await api(operation.method, target, { body: JSON.stringify(wrong) });
        const isRefused =
          answer.status === 400 && names(answer.body, path, orAt) && faultsOf(operation, answer).length === 0;
        if (!isRefused)
          taken.push(`${path} ${what} ${JSON.stringify(value)}: ${answer.status} ${pathsIn(answer.body).join()}`);
      }
      expect(taken).toEqual([]);
      expect(JSON.stringify(await everything(world))).toBe(before);
      expect(world.log.lines).toEqual([]);
    }
  });

  it.each(withBody)('$id takes what it is lenient about, and answers as it documents', async (operation) => {
    for (const { target, body } of goodCalls(operation)) {
      const api = await (await fullWorld()).as('admin');
      for (const mutation of mutationsOf(operation.body ?? {}, body).filter((each) => isLenient(operation, each))) {
        const answer = await api(operation.method, target, { body: JSON.stringify(mutation.body) });
        const { path, value } = mutation;
        expect({ path, value, status: answer.status, faults: faultsOf(operation, answer) }).toEqual({
          ...{ path, value, faults: [] },
          status: successStatus(operation.route, operation.method),
        });
      }
    }
  });

  it.each(withBody)('$id refuses what is no JSON object', async (operation) => {
    const world = await fullWorld();
    const api = await world.as('admin');
    const { target } = goodCalls(operation)[0];
    for (const body of ['', '{', '[]', 'null', '7', '"text"', Buffer.from([0xff, 0xfe])]) {
      const answer = await api(operation.method, target, { body });
      expect({ body, status: answer.status, faults: faultsOf(operation, answer) }).toMatchObject({
        status: 400,
        faults: [],
      });
    }
    expect(world.log.lines).toEqual([]);
  });

  it.each(withQuery)('$id names the query parameter that is wrong', async (operation) => {
    const world = await fullWorld();
    const api = await world.as('admin');
    const { target, ...options } = goodCalls(operation)[0];
    for (const parameter of operation.parameters) {
      const answer = await api(operation.method, `${target}?${parameter.name}=${wrongFor(parameter)}`, options);
      expect({
        parameter,
        status: answer.status,
        faults: faultsOf(operation, answer),
        named: names(answer.body, parameter.name),
      }).toMatchObject({ status: 400, faults: [], named: true });
    }
    expect(world.log.lines).toEqual([]);
  });

  it.each(withIds)('$id finds nothing under an id that nobody has', async (operation) => {
    const world = await fullWorld();
    const api = await world.as('admin');
    const { target, ...options } = goodCalls(operation)[0];
    for (const id of idsOf(operation, target)) {
      const answer = await api(operation.method, target.replace(id, unlike(id)), options);
      expect({ id, answer, faults: faultsOf(operation, answer) }).toMatchObject({
        answer: { status: 404, body: { detail: 'Not Found.' } },
        faults: [],
      });
    }
  });

  it.each(withToken)(
    '$id refuses those without a token, of too little scope or of another account',
    async (operation) => {
      const world = await fullWorld();
      const { target, ...options } = goodCalls(operation)[0];
      for (const { api, expected } of await refusedClients(world, operation)) {
        const answer = await api(operation.method, target, options);
        expect(answer).toMatchObject(expected);
        expect(faultsOf(operation, answer)).toEqual([]);
      }
    },
  );
});

/** Whether a refusal names the path, or something in it; or the other place. */
function names(body: unknown, path: string, orAt: string | null = null): boolean {
  return pathsIn(body).some(
    (told) => told === path || told === orAt || told.startsWith(`${path}.`) || told.startsWith(`${path}[`),
  );
}

function pathsIn(body: unknown): readonly string[] {
  const { errors = [] } = body as { readonly errors?: readonly { readonly path: string }[] };
  return errors.map(({ path }) => path);
}

/** A value that a query parameter can't have. */
function wrongFor({ schema }: DocumentedParameter): string {
  return schema['type'] === 'integer' ? 'seven' : '~';
}

/** The ids in a path. */
function idsOf({ path }: ServedOperation, target: string): readonly string[] {
  const given = target.split('/');
  return path.split('/').flatMap((segment, index) => (segment.startsWith('{') ? [given[index] ?? ''] : []));
}

/** An id that looks like another and is nobody's. */
function unlike(id: string): string {
  return id === DELIVERY_ID || id.length === 22 ? encodeShortUuid(99n) : randomUUID();
}

async function refusedClients(world: ApiWorld, { route, method, path, scope }: ServedOperation) {
  const noToken = { status: 403, body: { error: 'Invalid or Inactive Token' } };
  const noScope = { status: 403, body: { detail: 'You do not have permission to perform this action.' } };
  const strangers = path.includes('{') ? 404 : (NAMED_IN_BODY[route] ?? successStatus(route, method));
  return [
    { api: client(world.handler), expected: noToken },
    ...(scope === 'read' ? [] : [{ api: await world.as('read'), expected: noScope }]),
    ...(scope === 'admin' ? [{ api: await world.as('write'), expected: noScope }] : []),
    { api: await world.as('admin', STRANGERS, STRANGER), expected: { status: strangers } },
  ];
}
