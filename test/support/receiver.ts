import type { IncomingHttpHeaders } from 'node:http';
import type { JsonObject } from '../../core/contracts/json';
import { startReceiver, type Answering, type Received } from './receivers';

/** One HTTP try of a delivery, as an endpoint sees it. */
export interface Webhook {
  /** `webhook-id`: the same over the attempts of one delivery. */
  readonly id: string;
  /** `X-Tocsin-Attempt`, from 1. */
  readonly attempt: number;
  /** `X-Tocsin-Sequence`: the number of the transition within its incident, from 1. */
  readonly sequence: number;
  readonly type: string;
  readonly incidentNumber: number;
  readonly incident: JsonObject;
  readonly title: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as it was posted. */
  readonly text: string;
  /** When it came, by `performance.now()`. */
  readonly at: number;
  /** What it was answered with; 0: with nothing. */
  readonly answered: number;
}

/** What an endpoint answers a try with: the HTTP status, or 0 to leave it hanging. `before` are the tries before it. */
export type Answer = (webhook: Omit<Webhook, 'answered'>, before: readonly Webhook[]) => number;

/** A real endpoint on loopback that remembers what it got, in the order it came. */
export interface WebhookReceiver {
  readonly url: string;
  readonly webhooks: readonly Webhook[];
  close(): Promise<void>;
}

/**
 * Starts an endpoint, on a free port unless one is named. It answers 200 unless it is told otherwise, at once or after so
 * many milliseconds.
 */
export async function startWebhookReceiver(
  answer: Answer = () => 200,
  port = 0,
  delayMs = 0,
): Promise<WebhookReceiver> {
  const webhooks: Webhook[] = [];
  const record: Answering = (response, _count, request) => {
    const webhook = readWebhook(request);
    const answered = answer(webhook, webhooks);
    webhooks.push({ ...webhook, answered });
    if (answered === 0) return;
    const end = () => response.writeHead(answered, { 'content-type': 'text/plain' }).end(`answered ${answered}`);
    if (delayMs === 0) end();
    else setTimeout(end, delayMs);
  };
  const receiver = await startReceiver(record, '127.0.0.1', port);
  return { url: receiver.url, webhooks, close: () => receiver.close() };
}

interface Envelope {
  readonly payload: {
    readonly event_type: string;
    readonly incident: JsonObject & { readonly title: string; readonly incident_number: number };
  };
}

function readWebhook({ headers, body }: Received): Omit<Webhook, 'answered'> {
  const { payload } = JSON.parse(body) as Envelope;
  return {
    id: String(headers['webhook-id']),
    attempt: Number(headers['x-tocsin-attempt']),
    sequence: Number(headers['x-tocsin-sequence']),
    type: payload.event_type,
    incidentNumber: payload.incident.incident_number,
    incident: payload.incident,
    title: payload.incident.title,
    headers,
    text: body,
    at: performance.now(),
  };
}
