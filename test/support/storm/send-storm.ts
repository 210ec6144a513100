import { postJson } from '../http-client';
import { sideBySide } from '../side-by-side';
import { parse } from '../tocsin-client';
import type { StormAlert } from './plan-storm';

/** An alert that was answered with 200: from here on it must not get lost. */
export interface AcceptedStormAlert {
  readonly alert: StormAlert;
  readonly traceId: string;
  /** When it was posted and when its answer was there, by `performance.now()`. */
  readonly sentAt: number;
  readonly acceptedAt: number;
}

export interface Sending {
  readonly integrationUrl: string;
  readonly concurrency: number;
  /** Called with how many have been accepted so far. */
  readonly onAccepted?: (count: number) => void;
}

/**
 * Posts the alerts, in order, so many at once. Those without an answer of 200 are left out, as the sender of each of them
 * knows that it was not taken; it may have been all the same.
 */
export async function sendStorm(
  alerts: readonly StormAlert[],
  { integrationUrl, concurrency, onAccepted }: Sending,
): Promise<readonly AcceptedStormAlert[]> {
  const accepted: AcceptedStormAlert[] = [];
  await sideBySide(alerts, concurrency, async (alert) => {
    const answer = await postAlert(integrationUrl, alert);
    if (!answer.ok) return;
    accepted.push(answer.accepted);
    onAccepted?.(accepted.length);
  });
  return accepted;
}

/** What became of one post. `status` 0: no answer came. */
export type PostAnswer =
  { readonly ok: true; readonly accepted: AcceptedStormAlert } | { readonly ok: false; readonly status: number };

/** Posts one alert, once. */
export async function postAlert(integrationUrl: string, alert: StormAlert): Promise<PostAnswer> {
  const { entity, type, message } = alert;
  const sentAt = performance.now();
  const reply = await postJson(integrationUrl, { message, alert_type: type, entity_id: entity }).catch(() => null);
  const acceptedAt = performance.now();
  if (reply?.status !== 200) return { ok: false, status: reply?.status ?? 0 };
  const { trace_id: traceId } = parse<{ readonly trace_id: string }>(reply, 200);
  return { ok: true, accepted: { alert, traceId, sentAt, acceptedAt } };
}
