import type { Answer } from './api-function';
import type { System } from './system';

/** Microseconds that a status is answered for. */
const HOUR = 3_600_000_000;

/**
 * An alert's status is answered for 60 minutes by the clock of who answers, to the microsecond, and then not any more,
 * whatever the table still holds (I7). What was said to have ended stays so (I2).
 */
export function checkStatus(system: System, traceId: string, { status, body, readings }: Answer): void {
  const { observer, alerts } = system;
  const age = (readings[0] ?? 0) - (observer.queued.get(traceId)?.accepted_at ?? 0);
  const isOver = age >= HOUR;
  if ((status === 404) !== isOver) observer.sees(`I7: the status of ${traceId} was answered with ${status} at ${age}.`);
  if (status !== 200) return;
  const said = (body as { readonly status?: string }).status;
  const isStored = alerts.rows.has(traceId);
  if (said !== 'queued' && !isStored) observer.sees(`I2: ${traceId} is said to be ${said} and has no outcome.`);
  if (said === 'queued' && system.ended.has(traceId)) observer.sees(`I2: ${traceId} had ended and is queued again.`);
  if (said !== 'queued') system.ended.add(traceId);
}
