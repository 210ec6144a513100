import type { FieldError, Json } from '../../contracts/json';

/** How a request ended, in the words of the use-cases; one mapper turns it into HTTP (contract §0.3). */
export type Reply =
  | { readonly kind: 'ok'; readonly body: Json }
  | { readonly kind: 'created'; readonly body: Json }
  /** It will be done; the answer does not wait for it. */
  | { readonly kind: 'accepted'; readonly body: Json }
  | { readonly kind: 'deleted' }
  /** The body or the query can't be taken: what is wrong and where. */
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }
  /** The request can't be done, in the form that clients of some routes read (contract §1.1: `{error}`). */
  | { readonly kind: 'refused'; readonly error: string }
  /** It doesn't exist, or not for this caller: the two look the same (DESIGN §3, I8). */
  | { readonly kind: 'not_found' }
  /** It can't be done as things are; what has to change first. */
  | { readonly kind: 'conflict'; readonly detail: string }
  /** No token, or none that we know. */
  | { readonly kind: 'unauthenticated' }
  /** The token's scope does not reach. */
  | { readonly kind: 'forbidden' };

export const NOT_FOUND: Reply = { kind: 'not_found' };
export const DELETED: Reply = { kind: 'deleted' };

export function ok(body: Json): Reply {
  return { kind: 'ok', body };
}

export function created(body: Json): Reply {
  return { kind: 'created', body };
}

export function invalid(...errors: readonly FieldError[]): Reply {
  return { kind: 'invalid', errors };
}

export function refused(error: string): Reply {
  return { kind: 'refused', error };
}

export function accepted(body: Json): Reply {
  return { kind: 'accepted', body };
}

export function conflict(detail: string): Reply {
  return { kind: 'conflict', detail };
}
