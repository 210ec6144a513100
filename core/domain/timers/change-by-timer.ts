import { STATUS, type Incident, type Micros } from '../../contracts/incident';
import type { TimerMessage } from '../../contracts/timer';
import type { IncidentChange } from '../binding/change';
import { activeSnooze } from '../snooze';

/** Whether a timer still has something to do with its incident: nothing that came before cancelled it. */
export function isStanding({ kind, sequence, due }: TimerMessage, incident: Incident): boolean {
  switch (kind) {
    case 'auto_resolve':
      return incident.status !== STATUS.resolved;
    case 'acknowledgement_timeout':
      // Another transition since: that acknowledge is over, and a newer one has a timer of its own.
      return (
        incident.status === STATUS.acknowledged && incident.sequence === sequence && activeSnooze(incident) === null
      );
    case 'snooze':
      return activeSnooze(incident)?.until === due;
    case 'parent_resolved':
      return incident.status !== STATUS.resolved && (incident.merged?.parent ?? null) !== null;
  }
}

/** What a timer that is due does to its incident at the time `at`; `{}` when it does not count any more. */
export function changeByTimer(timer: TimerMessage, incident: Incident, at: Micros): IncidentChange {
  if (!isStanding(timer, incident)) return {};
  switch (timer.kind) {
    case 'auto_resolve':
    case 'parent_resolved':
      return { status: { kind: 'resolve', at } };
    case 'acknowledgement_timeout':
    case 'snooze':
      return { status: { kind: 'unacknowledge', at } };
  }
}
