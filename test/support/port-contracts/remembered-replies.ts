import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { RememberedReplies, RepeatableRequest } from '../../../core/usecases/ports';

const NOW = 1_790_000_000_000_000;

/** What every implementation of RememberedReplies promises. */
export function rememberedRepliesContract(make: () => RememberedReplies): void {
  const aRequest = (): RepeatableRequest => ({ token: 't', target: 'POST /api/incidents/?', key: randomUUID() });
  const claim = (over: Partial<{ id: string; body: string; now: number; until: number }> = {}) => ({
    id: 'one',
    body: 'hash',
    now: NOW,
    until: NOW + 30,
    ...over,
  });

  describe('remembered replies', () => {
    it('let exactly one of many claim a request', async () => {
      const [replies, request] = [make(), aRequest()];
      const claims = await Promise.all(
        Array.from({ length: 10 }, (_, i) => replies.claim(request, claim({ id: String(i) }))),
      );
      const statuses = claims.map(({ status }) => status).sort();
      expect(statuses).toEqual(['claimed', ...Array<string>(9).fill('in_progress')]);
    });

    it('are told to who comes later, until their time is over', async () => {
      const [replies, request] = [make(), aRequest()];
      await replies.claim(request, claim());
      await replies.keep(request, { id: 'one', sealed: 'sealed', until: NOW + 100 });
      const later = claim({ id: 'two', now: NOW + 99 });
      await expect(replies.claim(request, later)).resolves.toEqual({ status: 'kept', sealed: 'sealed' });
      const muchLater = claim({ id: 'two', now: NOW + 100, until: NOW + 130 });
      await expect(replies.claim(request, muchLater)).resolves.toEqual({ status: 'claimed' });
      const atOnce = claim({ id: 'three', now: NOW + 101 });
      await expect(replies.claim(request, atOnce)).resolves.toEqual({ status: 'in_progress' });
    });

    it('may be too large to be kept, and say so', async () => {
      const [replies, request] = [make(), aRequest()];
      await replies.claim(request, claim());
      await replies.keep(request, { id: 'one', sealed: null, until: NOW + 100 });
      await expect(replies.claim(request, claim({ id: 'two' }))).resolves.toEqual({ status: 'kept', sealed: null });
    });

    it('are those of one body', async () => {
      const [replies, request] = [make(), aRequest()];
      await replies.claim(request, claim());
      const other = claim({ id: 'two', body: 'other' });
      await expect(replies.claim(request, other)).resolves.toEqual({ status: 'other_body' });
      await replies.keep(request, { id: 'one', sealed: 'x', until: NOW + 100 });
      await expect(replies.claim(request, other)).resolves.toEqual({ status: 'other_body' });
    });

    it.each(['token', 'target', 'key'] as const)('of another %s are others', async (name) => {
      const [replies, request] = [make(), aRequest()];
      await replies.claim(request, claim());
      const other = { ...request, [name]: `${request[name]}x` };
      await expect(replies.claim(other, claim({ id: 'two' }))).resolves.toEqual({ status: 'claimed' });
    });

    it('leave a released request to the next, and only its claimer releases it', async () => {
      const [replies, request] = [make(), aRequest()];
      await replies.claim(request, claim());
      await replies.release(request, 'two');
      await expect(replies.claim(request, claim({ id: 'two' }))).resolves.toEqual({ status: 'in_progress' });
      await replies.release(request, 'one');
      await expect(replies.claim(request, claim({ id: 'two' }))).resolves.toEqual({ status: 'claimed' });
    });

    it('of who lost the claim by taking too long are not kept', async () => {
      const [replies, request] = [make(), aRequest()];
      await replies.claim(request, claim());
      await replies.claim(request, claim({ id: 'two', now: NOW + 30, until: NOW + 60 }));
      await replies.keep(request, { id: 'one', sealed: 'late', until: NOW + 100 });
      await replies.release(request, 'one');
      const third = claim({ id: 'three', now: NOW + 31 });
      await expect(replies.claim(request, third)).resolves.toEqual({ status: 'in_progress' });
    });
  });
}
