import type { Micros } from '../../../core/contracts/incident';
import type { RememberedReplies, ReplyClaim, RepeatableRequest } from '../../../core/usecases/ports';

interface Row {
  readonly body: string;
  readonly id: string;
  readonly until: Micros;
  readonly kept: boolean;
  readonly sealed: string | null;
}

const textOf = ({ token, target, key }: RepeatableRequest): string => JSON.stringify([token, target, key]);

/** Replies in memory. */
export class MemoryRememberedReplies implements RememberedReplies {
  readonly rows = new Map<string, Row>();

  claim(
    request: RepeatableRequest,
    {
      id,
      body,
      now,
      until,
    }: { readonly id: string; readonly body: string; readonly now: Micros; readonly until: Micros },
  ): Promise<ReplyClaim> {
    const row = this.rows.get(textOf(request));
    if (row === undefined || row.until <= now) {
      this.rows.set(textOf(request), { id, body, until, kept: false, sealed: null });
      return Promise.resolve({ status: 'claimed' });
    }
    if (row.body !== body) return Promise.resolve({ status: 'other_body' });
    return Promise.resolve(row.kept ? { status: 'kept', sealed: row.sealed } : { status: 'in_progress' });
  }

  keep(
    request: RepeatableRequest,
    { id, sealed, until }: { readonly id: string; readonly sealed: string | null; readonly until: Micros },
  ): Promise<void> {
    const row = this.rows.get(textOf(request));
    if (row?.id === id) this.rows.set(textOf(request), { ...row, kept: true, sealed, until });
    return Promise.resolve();
  }

  release(request: RepeatableRequest, id: string): Promise<void> {
    if (this.rows.get(textOf(request))?.id === id) this.rows.delete(textOf(request));
    return Promise.resolve();
  }
}
