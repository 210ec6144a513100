import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { API_ROUTES } from '../../../../core/contracts/api-routes';
import type { ApiRoute } from '../../../../core/contracts/api-routes';
import { ApiWorld } from '../../../support/builders/api-world';
import { aService, aTeam, anIntegration } from '../../../support/builders/resources';

/** Values that break things, and the ones that lead on to where there is more to break. */
const segment = fc.oneof(
  fc.constantFrom(aTeam().id, aService().id, anIntegration().id, '1', '0', '%', '%00', '..', '{team}', '__proto__'),
  fc.string({ maxLength: 40 }).map(encodeURIComponentSafely),
);
const fields = fc.constantFrom(
  ...['name', 'summary', 'application', 'escalation_policy', 'sla', 'collation', 'custom_mapping', 'url', 'auth'],
  ...['headers', 'events', 'is_enabled', '__proto__', 'constructor'],
  ...['payload', 'configuration', 'rules', 'actions', 'conditions', 'conditions_tree', 'rule_json', 'position'],
  ...['start_time', 'end_time', 'time_zone', 'repeat_interval', 'repeat_until', 'services'],
);
const body = fc.oneof(
  fc.string(),
  fc.json(),
  fc.dictionary(fields, fc.jsonValue()).map((object) => JSON.stringify(object)),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
);
const query = fc.webQueryParameters();
const target = fc
  .tuple(
    fc.constantFrom(...Object.values<ApiRoute>(API_ROUTES)),
    fc.array(segment, { minLength: 4, maxLength: 4 }),
    query,
  )
  .map(([{ path }, [...given], text]) => `${path.replaceAll(/\{\w+\}/g, () => given.pop() ?? 'x')}?${text}`);
const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'BREW');

describe('any input', () => {
  it('gets an answer in the shapes of the contract, never an error of ours', async () => {
    const world = await new ApiWorld().settle();
    const api = await world.as();
    await fc.assert(
      fc.asyncProperty(method, target, body, async (verb, path, content) => {
        await world.integrate();
        const { status, body: answer } = await api(verb, path, { body: content });
        expect({ status, answer, fits: fitsContract(status, answer) }).toMatchObject({ fits: true });
      }),
      { numRuns: 1_000 },
    );
    expect(world.log.lines).toEqual([]);
  });
});

/** Whether an answer has the body that its status promises (contract §0.3). */
function fitsContract(status: number, answer: unknown): boolean {
  if (status === 204) return answer === undefined;
  const keys = typeof answer === 'object' && answer !== null ? Object.keys(answer).join() : '';
  if (status === 400) return keys === 'detail,errors';
  if ([404, 405, 413].includes(status)) return keys === 'detail';
  return [200, 201].includes(status) && keys !== 'detail';
}

/** Lone surrogates have no percent-encoding. */
function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
