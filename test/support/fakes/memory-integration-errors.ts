import type { IntegrationError } from '../../../core/contracts/integration-error';
import type { IntegrationErrors } from '../../../core/usecases/ports';

/** What was refused or failed, in memory. */
export class MemoryIntegrationErrors implements IntegrationErrors {
  readonly rows = new Map<string, IntegrationError>();

  record(error: IntegrationError): Promise<void> {
    this.rows.set(`${String(error.at).padStart(16, '0')}#${error.id}`, error);
    return Promise.resolve();
  }

  list(
    integration: string,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  ): Promise<{ readonly errors: readonly IntegrationError[]; readonly cursor: string | null }> {
    const all = [...this.rows]
      .filter(([, error]) => error.integration === integration)
      .sort(([a], [b]) => (a < b ? 1 : -1));
    const rest = all.filter(([key]) => cursor === undefined || key < cursor);
    const page = rest.slice(0, limit);
    return Promise.resolve({
      errors: page.map(([, error]) => error),
      cursor: rest.length > limit ? (page.at(-1)?.[0] ?? null) : null,
    });
  }
}
