import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { JsonObject } from '../../core/contracts/json';
import { MAX_MESSAGE_BYTES } from '../../core/domain/alert/accepted-alert';
import type { LedgerLines } from '../../adapters/observability/ledger';
import { acceptAlert, type AcceptDeps, type Acceptance } from '../../core/usecases/accept-alert';
import { readIntakePath, type IntakePath } from './intake-path';
import { viewAcceptedAlert } from './view-accepted-alert';

export interface IngestDeps extends AcceptDeps {
  readonly ledger: LedgerLines;
}

/**
 * Triggered by the HTTP API for the generic route and the legacy one. Answers 200 (legacy: 201) only when the alerts
 * queue has the alert. A monitor that posts the same alert twice has posted two alerts; binding makes one incident of them.
 */
export function createHandler(deps: IngestDeps) {
  return async (request: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const path = readIntakePath(request.rawPath);
    if (path === null) return answer(404, NOT_FOUND);
    const body = Buffer.from(request.body ?? '', request.isBase64Encoded ? 'base64' : 'utf8');
    try {
      return answerTo(await acceptAlert(deps, { ...path, body }), path);
    } catch (error) {
      // Nothing was taken, and the monitor is told so: a 200 that the queue does not back would lose an alert.
      deps.log.error('alert could not be queued', { error: String(error) });
      return UNAVAILABLE;
    } finally {
      deps.ledger.flush();
    }
  };
}

/** Contract §0.3. */
const NOT_FOUND = { detail: 'Not Found.' };
const BAD_REQUEST = 'This request can not be processed.';
/** Seconds. Throttles and fail-overs pass within a few. */
const RETRY_AFTER = '5';
/** The answer when nothing was taken for a reason of ours that may pass. */
export const UNAVAILABLE = {
  ...answer(503, { error: 'The alert could not be taken just now. Please send it again.' }),
  headers: { 'content-type': 'application/json', 'retry-after': RETRY_AFTER },
};

function answerTo(acceptance: Acceptance, path: IntakePath): APIGatewayProxyStructuredResultV2 {
  switch (acceptance.result) {
    case 'accepted':
      return path.intake === 'legacy'
        ? answer(201, viewAcceptedAlert(acceptance))
        : answer(200, { message: 'success', trace_id: acceptance.traceId });
    case 'not_found':
      return answer(404, NOT_FOUND);
    case 'bad_request': {
      const what = acceptance.errors.map(({ path: at, message }) => (at === '' ? message : `${at}: ${message}`));
      const errors = acceptance.errors.map((error): JsonObject => ({ ...error }));
      return answer(400, { error: [BAD_REQUEST, ...what].join(' '), errors });
    }
    case 'too_large':
      return answer(413, { error: `The body is too large: an alert may have up to ${MAX_MESSAGE_BYTES} bytes.` });
    case 'throttled':
      return throttled(acceptance.retryAfterSeconds);
    case 'unavailable':
      return UNAVAILABLE;
  }
}

/** Contract §0.3 leaves this one open: the shape is the api's, and that of 404 here (docs/api.md). */
function throttled(seconds: number): APIGatewayProxyStructuredResultV2 {
  const refused = answer(429, { detail: `Request was throttled. Expected available in ${seconds} seconds.` });
  return { ...refused, headers: { ...refused.headers, 'retry-after': String(seconds) } };
}

function answer(statusCode: number, body: JsonObject): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
