import type { TraceId } from '../../../core/contracts/alert';
import type { EndedPart, StoredAlert } from '../../../core/contracts/outcome';
import type { Alerts } from '../../../core/usecases/ports';

/** Stored alerts in memory. */
export class MemoryAlerts implements Alerts {
  readonly rows = new Map<TraceId, StoredAlert>();

  store(alert: StoredAlert): Promise<'stored' | 'exists'> {
    if (this.rows.has(alert.trace_id)) return Promise.resolve('exists');
    this.rows.set(alert.trace_id, alert);
    return Promise.resolve('stored');
  }

  find(traceId: TraceId): Promise<StoredAlert | null> {
    return Promise.resolve(this.rows.get(traceId) ?? null);
  }

  private readonly parts = new Map<TraceId, EndedPart[]>();

  notePart(request: TraceId, part: EndedPart): Promise<void> {
    const others = (this.parts.get(request) ?? []).filter(({ from, to }) => from !== part.from || to !== part.to);
    this.parts.set(request, [...others, part]);
    return Promise.resolve();
  }

  endedParts(request: TraceId): Promise<readonly EndedPart[]> {
    const parts = this.parts.get(request) ?? [];
    return Promise.resolve(parts.toSorted((a, b) => a.from - b.from || a.to - b.to));
  }

  findMany(traceIds: readonly TraceId[]): Promise<readonly StoredAlert[]> {
    return Promise.resolve(traceIds.flatMap((id) => this.rows.get(id) ?? []));
  }
}
