import { expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { IntegrationError } from '../../../core/contracts/integration-error';
import type { IntegrationErrors } from '../../../core/usecases/ports';

const AT = 1_789_000_000_000_000;

function anError(integration: string, at: number, over: Partial<IntegrationError> = {}): IntegrationError {
  const reason = 'message: Required.';
  return { id: randomUUID(), integration, at, trace_id: null, kind: 'refused', reason, body: '{"ü":1}', ...over };
}

/** What every implementation of the list of errors promises. */
export function integrationErrorsContract(create: () => IntegrationErrors): void {
  it('lists the errors of an integration newest first, page by page, and no others', async () => {
    const errors = create();
    const [mine, other] = [randomUUID(), randomUUID()];
    const recorded = [0, 1, 2, 3, 4].map((n) => anError(mine, AT + n));
    for (const error of [...recorded, anError(other, AT)]) await errors.record(error);
    const first = await errors.list(mine, { limit: 2 });
    const second = await errors.list(mine, { limit: 2, cursor: first.cursor ?? '' });
    const third = await errors.list(mine, { limit: 2, cursor: second.cursor ?? '' });
    expect([...first.errors, ...second.errors, ...third.errors]).toEqual(recorded.toReversed());
  });

  it('keeps an error once, however often it is recorded, and two of the same moment apart', async () => {
    const errors = create();
    const integration = randomUUID();
    const [one, two] = [anError(integration, AT), anError(integration, AT, { kind: 'failed', trace_id: randomUUID() })];
    for (const error of [one, two, one]) await errors.record(error);
    expect((await errors.list(integration, { limit: 10 })).errors).toHaveLength(2);
  });
}
