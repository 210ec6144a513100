import { STATUS, type Incident, type Snooze } from '../../contracts/incident';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { activeSnooze } from '../../domain/snooze';
import { delayOf, snoozeTimer } from '../../domain/timers/set-timers';
import type { ApiDeps } from './deps';
import { findIncident, type IncidentPath } from './find-incident';
import { conflict, NOT_FOUND } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';
import { changeAndShow } from './update-incident';

type Deps = Pick<ApiDeps, 'clock' | 'directory' | 'entities' | 'incidents' | 'resources' | 'timersQueue'>;

const MICROS_PER_SECOND = 1_000_000;
const NOT_ACKNOWLEDGED = 'Only an acknowledged incident can be snoozed.';

/**
 * Has an acknowledged incident triggered again after a time (contract §2.7), instead of after the service's
 * acknowledgement timeout. Whatever changes its status first, or hands it on, ends the snooze; a new one replaces it.
 */
export async function snoozeIncident(
  deps: Deps,
  { caller, params, body }: ApiRequest<IncidentPath, BodyOf<'snooze'>>,
): Promise<Reply> {
  const found = await findIncident(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const { incident } = found;
  if (incident.status !== STATUS.acknowledged) return conflict(NOT_ACKNOWLEDGED);
  const now = deps.clock();
  const snooze: Snooze = {
    seconds: body.snooze_time,
    until: now + body.snooze_time * MICROS_PER_SECOND,
    sequence: incident.sequence,
  };
  const timer = snoozeTimer(incident, snooze);
  // Before the write, which is done long before the timer is first looked at: a snooze without a timer would never end,
  // a timer without its snooze finds nothing to do.
  await deps.timersQueue.send([{ timer, delay_seconds: delayOf(timer, now) }]);
  return changeAndShow(deps, incident, (current: Incident) =>
    current.sequence === incident.sequence ? { edits: { snooze } } : { refused: true, reason: NOT_ACKNOWLEDGED },
  );
}

/** Takes a snooze back: the incident stays acknowledged, until somebody says otherwise. */
export async function endSnooze(deps: Deps, { caller, params }: ApiRequest<IncidentPath>): Promise<Reply> {
  const found = await findIncident(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const reply = await changeAndShow(deps, found.incident, (current) =>
    activeSnooze(current) === null ? {} : { edits: { snooze: null } },
  );
  return reply.kind === 'ok' ? { kind: 'deleted' } : reply;
}
