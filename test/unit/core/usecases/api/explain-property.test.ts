import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { intakeOf } from '../../../../support/builders/intake';
import { arbitraryBody, arbitraryMapping, arbitraryRule } from '../../domain/arbitrary-configuration';

interface Shown {
  readonly alert: Readonly<Record<string, unknown>> | null;
  readonly explain: unknown;
}

/** An integration that is configured by API, and the function that takes a body there to its end. */
async function start(custom_mapping: unknown, rules: readonly unknown[]) {
  const world = await new ApiWorld().settle();
  await world.integrate();
  const api = await world.as();
  const configured = await api('PUT', `${PATHS.integration}configuration/`, { body: { custom_mapping } });
  expect(configured.status).toBe(200);
  for (const body of rules) {
    const { status } = await api('POST', `${PATHS.integration}transformers/`, {
      body: body as Readonly<Record<string, unknown>>,
    });
    expect(status).toBe(201);
  }
  return { world, api, post: intakeOf(world.deps) };
}

/** As it comes over HTTP. */
const wire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the explanation', () => {
  it('shows the very alert that is stored, and the very steps that led to it, for any body and configuration', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryBody,
        arbitraryMapping,
        fc.array(arbitraryRule, { maxLength: 3 }),
        async (body, mapping, rules) => {
          const { world, api, post } = await start(mapping, rules);
          await post(body);
          const stored = [...world.alerts.rows.values()].filter(({ fan_out: count }) => count === null);
          expect(stored.length).toBeGreaterThan(0);
          for (const { trace_id, alert, explain } of stored) {
            const { body: explained } = await api('GET', `/api/alert/status/${trace_id}/explain/`);
            const shown = explained as Shown;
            expect(shown.alert === null ? null : { ...shown.alert, unique_id: null }).toEqual(
              alert === null ? null : wire({ ...alert, unique_id: null }),
            );
            expect(shown.explain).toEqual(wire(explain));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
