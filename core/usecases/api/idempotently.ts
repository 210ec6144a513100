import type { Micros } from '../../contracts/incident';
import type { ApiDeps } from './deps';
import { newUuid } from './new-uuid';
import { conflict, invalid } from './reply';
import type { Reply } from './reply';

/** What makes one request the same as another. */
export interface IdempotentRequest {
  /** As the client sent it in `Idempotency-Key`. */
  readonly key: string;
  /** Id of the API token: keys of one are nobody else's. */
  readonly token: string;
  /** Method, path and query. */
  readonly target: string;
  /** Hash of the body. */
  readonly body: string;
}

/** How long a request may be on its way before another with its key takes over: longer than the function may run. */
const LEASE: Micros = 30_000_000;
/** How long its reply is given again. */
const REMEMBERED: Micros = 86_400_000_000;
/** A longer reply is not kept, in characters: a request that made it is not repeated, but neither is its answer. */
const LONGEST_REPLY = 200_000;

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Does what a request asks for once: whoever sends it again with the same key within a day gets the first reply again. A
 * request that failed for a reason of ours may be tried again with its key. One whose function was cut off in the middle
 * is done again after half a minute, as nobody knows how far it came.
 */
export async function idempotently(
  deps: Pick<ApiDeps, 'clock' | 'randomBytes' | 'rememberedReplies' | 'vault'>,
  request: IdempotentRequest,
  act: () => Promise<Reply>,
): Promise<Reply> {
  if (!KEY.test(request.key)) return invalid({ path: 'Idempotency-Key', message: WRONG_KEY });
  const { rememberedReplies: replies, vault } = deps;
  const now = deps.clock();
  const id = newUuid(deps);
  const place = { token: request.token, target: request.target, key: request.key };
  const claim = await replies.claim(place, { id, body: request.body, now, until: now + LEASE });
  switch (claim.status) {
    case 'claimed': {
      const reply = await actOrRelease(deps, place, id, act);
      const text = JSON.stringify(reply);
      // Sealed: a reply may hold what is shown only once.
      const sealed = text.length > LONGEST_REPLY ? null : vault.seal(text);
      await replies.keep(place, { id, sealed, until: now + REMEMBERED });
      return reply;
    }
    case 'other_body':
      return conflict('This Idempotency-Key came with another body before.');
    case 'in_progress':
      return conflict('The first request with this Idempotency-Key is still being served. Try again in a moment.');
    case 'kept':
      if (claim.sealed === null) return conflict(TOO_LARGE);
      return JSON.parse(vault.open(claim.sealed)) as Reply;
  }
}

const WRONG_KEY = 'Must have 1 to 255 visible ASCII characters.';
const TOO_LARGE = 'A request with this Idempotency-Key was served; its answer is too large to be given again.';

type Place = Parameters<ApiDeps['rememberedReplies']['claim']>[0];

async function actOrRelease(
  { rememberedReplies }: Pick<ApiDeps, 'rememberedReplies'>,
  place: Place,
  id: string,
  act: () => Promise<Reply>,
): Promise<Reply> {
  try {
    return await act();
  } catch (error) {
    await rememberedReplies.release(place, id);
    throw error;
  }
}
