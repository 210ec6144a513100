import type { Log } from '../../../core/usecases/ports';

/** A log that keeps its lines for tests to look at. */
export class MemoryLog implements Log {
  readonly lines: { readonly level: string; readonly message: string; readonly fields: unknown }[] = [];

  info(message: string, fields?: unknown): void {
    this.lines.push({ level: 'info', message, fields });
  }

  warn(message: string, fields?: unknown): void {
    this.lines.push({ level: 'warn', message, fields });
  }

  error(message: string, fields?: unknown): void {
    this.lines.push({ level: 'error', message, fields });
  }
}
