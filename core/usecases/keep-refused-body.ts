import type { RefusedBody } from '../contracts/alert';
import { reasonOf } from '../domain/integration-error';
import type { IntegrationErrors } from './ports';

/** Lists a refused body with its integration's errors; `id` is its message's, so that a duplicate is listed once. */
export function keepRefusedBody(
  errors: Pick<IntegrationErrors, 'record'>,
  refused: RefusedBody,
  id: string,
): Promise<void> {
  const { integration, refused_at, body } = refused;
  const reason = reasonOf(refused.errors);
  return errors.record({ id, integration, at: refused_at, trace_id: null, kind: 'refused', reason, body });
}
