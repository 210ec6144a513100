import { API_ROUTES } from '../core/contracts/api-routes';
import type { JsonObject } from '../core/contracts/json';
import type { Context } from './context';
import { EXIT, type ExitCode } from './exit-codes';
import { pathOf } from './http/api-client';

/** The status of an alert (contract §1.12). */
export interface AlertStatus extends JsonObject {
  readonly status: string;
}

interface Ended {
  readonly status: string;
  readonly error?: string;
  readonly incident?: { readonly incident_number: number } | null;
  readonly is_incident_created?: boolean;
  readonly suppressed?: boolean;
}

/** Between two looks. */
const LOOK_MS = 500;

/**
 * The status of an alert.
 * @param watchMs look until it has ended, for so many milliseconds; null: look once
 */
export async function readStatus(context: Context, traceId: string, watchMs: number | null): Promise<AlertStatus> {
  const { openApi, io } = context;
  const path = pathOf(API_ROUTES.getAlertStatus.path, { trace_id: traceId });
  const deadline = io.now() + (watchMs ?? 0);
  for (;;) {
    const status = await openApi.call<AlertStatus>('GET', path);
    if (status.status !== 'queued' || io.now() >= deadline) return status;
    await io.pause(LOOK_MS);
  }
}

/** What the process ends with. @param watched somebody waited for the end */
export function statusExitCode({ status }: AlertStatus, watched: boolean): ExitCode {
  if (status === 'failed') return EXIT.notDone;
  return status === 'queued' && watched ? EXIT.late : EXIT.ok;
}

/** The status in a line. */
export function statusLine(status: AlertStatus): string {
  const ended = status as unknown as Ended;
  if (ended.status === 'failed') return `failed: ${ended.error ?? 'no reason is known'}`;
  if (ended.status !== 'completed') return ended.status;
  if (ended.suppressed === true) return 'completed: suppressed';
  if (ended.incident === null || ended.incident === undefined) return 'completed: no incident';
  return `completed: ${ended.is_incident_created === true ? 'opened' : 'joined'} incident #${ended.incident.incident_number}`;
}
