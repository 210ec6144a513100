import type { Delivery, DeliveryStatus } from '../../contracts/delivery';
import type { Micros } from '../../contracts/incident';
import type { FieldError } from '../../contracts/json';
import { viewDelivery, viewDeliveryWithBody } from '../../domain/views/delivery-view';
import { parseWireDate } from '../../domain/views/wire-date';
import { isDeliveryId } from '../../domain/webhook/delivery-id';
import type { ApiDeps } from './deps';
import { findIntegration } from './find';
import type { IntegrationPath } from './find';
import { readPageSize } from './page';
import { NOT_FOUND, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

type Reader = Pick<ApiDeps, 'deliveries' | 'directory'>;

const STATUSES: readonly DeliveryStatus[] = ['pending', 'delivered', 'failed', 'dead_lettered'];

/** What a list of deliveries is asked for; null = anything. */
interface DeliveryQuery {
  readonly limit: number;
  readonly status: DeliveryStatus | null;
  readonly since: Micros | null;
  /** The id of the last delivery of the page before. */
  readonly cursor: string | null;
}

/**
 * The deliveries of an outgoing integration, newest first, in pages that follow a cursor. `status` thins a page out
 * rather than reading on: a page costs the same however rare what is looked for is, and `next` leads on.
 */
export async function listDeliveries(
  deps: Reader,
  { caller, params, query, baseUrl }: ApiRequest<IntegrationPath>,
): Promise<Reply> {
  const asked = readQuery(query);
  if ('errors' in asked) return invalid(...asked.errors);
  if ((await findIntegration(deps, caller, params)) === null) return NOT_FOUND;
  const { limit, cursor, since } = asked;
  const page = await deps.deliveries.list(params.integration, cursor === null ? { limit } : { limit, cursor });
  // Newest first: once one is too old, so are all that follow.
  const ended = page.cursor === null || page.deliveries.some((delivery) => isBefore(delivery, since));
  return ok({
    next: ended ? null : nextLink(baseUrl, params, query, page.cursor),
    previous: null,
    results: page.deliveries.filter((delivery) => isAskedFor(delivery, asked)).map(viewDelivery),
  });
}

/** A delivery with its attempts and the exact text that is posted. */
export async function getDelivery(
  deps: Reader,
  { caller, params }: ApiRequest<IntegrationPath & { readonly delivery: string }>,
): Promise<Reply> {
  const found = await findIntegration(deps, caller, params);
  if (found === null || !isDeliveryId(params.delivery)) return NOT_FOUND;
  const delivery = await deps.deliveries.find(found.integration.id, params.delivery);
  return delivery === null ? NOT_FOUND : ok(viewDeliveryWithBody(delivery));
}

function readQuery(query: URLSearchParams): DeliveryQuery | { readonly errors: readonly FieldError[] } {
  const limit = readPageSize(query);
  const status = query.get('status');
  const known = STATUSES.find((each) => each === status) ?? null;
  const sinceText = query.get('since');
  const since = sinceText === null ? null : parseWireDate(sinceText);
  const cursor = query.get('cursor');
  const errors: FieldError[] = [];
  if (limit === null) errors.push({ path: 'page_size', message: 'Must be a whole number from 1.' });
  if (status !== null && known === null)
    errors.push({ path: 'status', message: `Must be one of ${STATUSES.join(', ')}.` });
  if (sinceText !== null && since === null)
    errors.push({ path: 'since', message: 'Must be a time such as 2026-11-22T10:00:00Z.' });
  if (cursor !== null && !isDeliveryId(cursor)) errors.push({ path: 'cursor', message: 'Must come from a next link.' });
  return limit === null || errors.length > 0 ? { errors } : { limit, status: known, since, cursor };
}

function isBefore({ transition_at }: Delivery, since: Micros | null): boolean {
  return since !== null && transition_at < since;
}

function isAskedFor(delivery: Delivery, { status, since }: DeliveryQuery): boolean {
  return (status === null || delivery.status === status) && !isBefore(delivery, since);
}

/** The same question from the cursor on. */
function nextLink(baseUrl: string, path: IntegrationPath, query: URLSearchParams, cursor: string | null): string {
  const { team, service, integration } = path;
  const next = new URLSearchParams(query);
  next.set('cursor', cursor ?? '');
  return `${baseUrl}/api/account/teams/${team}/services/${service}/integrations/${integration}/deliveries/?${next.toString()}`;
}
