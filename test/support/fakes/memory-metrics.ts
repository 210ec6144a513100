import type { Metrics } from '../../../adapters/observability/metrics';

/** Metrics in memory: what was flushed, added up. */
export class MemoryMetrics implements Metrics {
  readonly flushed = new Map<string, number>();
  private pending = new Map<string, number>();

  add(name: string, value: number): void {
    this.pending.set(name, (this.pending.get(name) ?? 0) + value);
  }

  flush(): void {
    for (const [name, value] of this.pending) this.flushed.set(name, (this.flushed.get(name) ?? 0) + value);
    this.pending = new Map();
  }
}
