import { checkAlerts } from './check-alerts';
import { checkEndpoints } from './check-endpoints';
import { checkIncidents } from './check-incidents';
import { checkTransitions } from './check-transitions';
import type { Discrepancy, Observed } from './observed';

/** Everything that does not add up in what was seen; empty is the only good answer. */
export function findDiscrepancies(observed: Observed): readonly Discrepancy[] {
  return [
    ...checkAlerts(observed),
    ...checkIncidents(observed),
    ...checkTransitions(observed),
    ...checkEndpoints(observed),
  ];
}
