import { STATUS, type Incident, type Snooze } from '../contracts/incident';

/** The snooze that an incident is in; null when it is in none: whatever changed its status since has ended it. */
export function activeSnooze({ status, sequence, snooze }: Incident): Snooze | null {
  if (snooze === undefined || snooze === null) return null;
  return status === STATUS.acknowledged && snooze.sequence === sequence ? snooze : null;
}
