/** A URL of Amazon SNS, or the plain reason why it is none. */
export type SnsUrl = { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly reason: string };

/** `sns.<region>.amazonaws.com`, in China `.com.cn` (AWS general reference, "Amazon SNS endpoints"). */
const SNS_HOST = /^sns\.[a-z]{2}(-[a-z]+)+-[0-9]\.amazonaws\.com(\.cn)?$/;

/** Longest URL that is looked at, in characters; those of SNS have some hundred. */
const LONGEST_URL = 2_048;

/**
 * Checks that a URL which came in a body leads to Amazon SNS and nowhere else: whoever can post to an integration must not
 * be able to send us anywhere (server-side request forgery).
 */
export function checkSnsUrl(text: string): SnsUrl {
  const refused = (reason: string): SnsUrl => ({ ok: false, reason });
  const url = text.length > LONGEST_URL ? null : URL.parse(text);
  if (url === null) return refused('is not a URL');
  if (url.protocol !== 'https:') return refused('does not begin with https://');
  if (url.username !== '' || url.password !== '') return refused('holds a username or password');
  // WHATWG: empty when it is the port of https anyway.
  if (url.port !== '') return refused('has a port');
  if (!SNS_HOST.test(url.hostname)) return refused(`is not of Amazon SNS but of ${url.hostname}`);
  return { ok: true, url };
}
