import { errors } from './undici-parts';
import { AddressRefusedError } from './checked-lookup';

/** What the codes of Node, OpenSSL and undici mean, in words for people who run the endpoint. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection was reset before there was an answer.',
  EPIPE: 'The connection was reset before there was an answer.',
  UND_ERR_SOCKET: 'The connection was closed before there was an answer.',
  ENOTFOUND: 'The host name does not resolve to an address.',
  EAI_AGAIN: 'The host name could not be resolved.',
  EHOSTUNREACH: 'The host can not be reached.',
  ENETUNREACH: 'The host can not be reached.',
  ETIMEDOUT: 'The host did not take the connection in time.',
  UND_ERR_CONNECT_TIMEOUT: 'The host did not take the connection in time.',
  UND_ERR_HEADERS_OVERFLOW: 'The headers of the answer are too large.',
  CERT_HAS_EXPIRED: 'The TLS certificate has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The TLS certificate is self-signed.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The TLS certificate is self-signed.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The TLS certificate can not be verified: its chain is incomplete or unknown.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'The TLS certificate can not be verified: its chain is incomplete or unknown.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The TLS certificate is for another host name.',
};

/** What is looked at of an error. By shape, not by class: Node's own errors may come from another realm. */
interface Failure {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  /** All errors of several addresses that were tried (AggregateError). */
  readonly errors?: unknown;
}

/** Why a try failed, in a sentence; unknown causes keep their code, so that someone can look them up. */
export function plainReason(error: unknown): string {
  if (error instanceof AddressRefusedError) return error.message;
  if (error instanceof errors.HTTPParserError) return 'The answer is not HTTP.';
  if (typeof error !== 'object' || error === null) return 'The attempt failed.';
  const { name, code, cause, errors: several } = error as Failure;
  // undici wraps the socket's own error when a connection ends; several addresses failed for much the same reason.
  if (code === 'UND_ERR_SOCKET' && isCoded(cause)) return plainReason(cause);
  if (Array.isArray(several) && isCoded(several[0])) return plainReason(several[0]);
  if (typeof code !== 'string') return `The attempt failed (${String(name)}).`;
  const known = REASONS[code];
  if (known !== undefined) return known;
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') return `The TLS handshake failed (${code}).`;
  return `The attempt failed (${code}).`;
}

function isCoded(error: unknown): boolean {
  return typeof error === 'object' && error !== null && typeof (error as Failure).code === 'string';
}
