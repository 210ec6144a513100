/** What an attempt came to: delivered, or why not. */
export type AnswerVerdict = { readonly delivered: true } | { readonly delivered: false; readonly error: string };

/** The part of an answer that decides. */
export interface AnswerStatus {
  /** Null when there was no complete answer. */
  readonly status_code: number | null;
  readonly error: string | null;
}

/**
 * Judges an endpoint's answer: delivered is a 2xx in time and nothing else. A redirect is refused, not followed: the next
 * address was not configured by anybody and would get the body and credentials.
 */
export function judgeAnswer({ status_code, error }: AnswerStatus): AnswerVerdict {
  if (error !== null) return { delivered: false, error };
  if (status_code === null) return { delivered: false, error: 'There was no answer.' };
  if (status_code >= 200 && status_code < 300) return { delivered: true };
  if (status_code >= 300 && status_code < 400)
    return { delivered: false, error: `The endpoint answered ${status_code}; redirects are not followed.` };
  return { delivered: false, error: `The endpoint answered ${status_code}.` };
}
