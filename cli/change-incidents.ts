import { API_ROUTES } from '../core/contracts/api-routes';
import type { Context } from './context';
import { EXIT } from './exit-codes';
import { CliFailure } from './failure';
import { pathOf } from './http/api-client';
import { ApiFailure } from './http/api-failure';
import { INCIDENT_STATUS, statusWord, type StatusWord, type WireIncident } from './incidents';
import { oneLine } from './output/table';

/**
 * Gives incidents a status, one after the other. One that is refused doesn't keep the others from theirs; each is told
 * of, and the exit code is that of the last refusal.
 */
export async function changeIncidents(context: Context, numbers: readonly string[], to: StatusWord): Promise<void> {
  const changed: WireIncident[] = [];
  for (const number of numbers) {
    try {
      changed.push(await changeOne(context, number, to));
    } catch (error) {
      if (!(error instanceof CliFailure)) throw error;
      context.io.warn(error.message);
      // What the API does not do in the state that the incident is in.
      context.exitCode = error instanceof ApiFailure && error.status === 409 ? EXIT.notDone : error.exitCode;
    }
  }
  context.show(changed, () =>
    changed.map(({ incident_number, status, title }) =>
      oneLine(`#${incident_number} is ${statusWord(status)}: ${title}`),
    ),
  );
}

async function changeOne({ api }: Context, number: string, to: StatusWord): Promise<WireIncident> {
  const path = pathOf(API_ROUTES.updateIncident.path, { incident: number.replace(/^#/, '') });
  const incident = await api.call<WireIncident>('PATCH', path, { body: { status: INCIDENT_STATUS[to] } });
  // A resolved incident stays resolved: the answer tells how it is now.
  if (incident.status === INCIDENT_STATUS[to]) return incident;
  throw new CliFailure(`#${incident.incident_number} stays ${statusWord(incident.status)}.`, EXIT.notDone);
}
