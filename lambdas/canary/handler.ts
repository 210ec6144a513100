import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Metrics } from '../../adapters/observability/metrics';
import type { JsonObject } from '../../core/contracts/json';
import { METRICS } from '../../core/contracts/metrics';
import type { ReceivedWebhook } from '../../core/domain/webhook/verify-standard-webhook';
import { receiveCanary, type ReceiveCanaryDeps } from '../../core/usecases/canary/receive-canary';
import { sendCanary, type SendCanaryDeps } from '../../core/usecases/canary/send-canary';
import type { Log } from '../../core/usecases/ports';

/** What the handler works with: the log at once, the rest when the secrets have been fetched. */
export interface CanaryStart {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly sending: () => Promise<SendCanaryDeps>;
  readonly receiving: () => Promise<ReceiveCanaryDeps>;
}

/**
 * Triggered by its schedule, and by the HTTP API for the webhook that comes of it. A run guarantees that one alert was
 * accepted, or it fails; run twice, it posts twice, and the second alert joins or finds the incident as it is. A webhook
 * that arrives makes one figure of the metric; a repeat makes none as long as this instance remembers it.
 */
export function createHandler(start: CanaryStart) {
  return async (trigger: unknown): Promise<APIGatewayProxyStructuredResultV2 | null> => {
    if (isHttpRequest(trigger)) return receive(start, trigger);
    const alert_type = await sendCanary(await start.sending());
    start.log.info('canary was sent', { alert_type });
    return null;
  };
}

async function receive(
  { metrics, receiving }: CanaryStart,
  request: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const arrival = receiveCanary(await receiving(), webhookOf(request));
  switch (arrival.result) {
    case 'refused':
      return answer(401, { detail: arrival.reason });
    case 'known':
      return answer(200, { message: 'known' });
    case 'arrived':
      metrics.add(METRICS.canaryLatency, arrival.latencyMs, 'Milliseconds');
      metrics.flush();
      return answer(200, { message: 'arrived' });
  }
}

function webhookOf({ headers, body = '', isBase64Encoded }: APIGatewayProxyEventV2): ReceivedWebhook {
  return {
    id: headers['webhook-id'] ?? '',
    timestamp: headers['webhook-timestamp'] ?? '',
    signature: headers['webhook-signature'] ?? '',
    body: isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body,
  };
}

function answer(statusCode: number, body: JsonObject): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** The HTTP API puts `requestContext` beside what a caller can choose; a schedule has none. */
function isHttpRequest(trigger: unknown): trigger is APIGatewayProxyEventV2 {
  return typeof trigger === 'object' && trigger !== null && Object.hasOwn(trigger, 'requestContext');
}
