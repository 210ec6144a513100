import type { Discrepancy, Observed, ObservedAlert, ObservedIncident, Rule } from './observed';

/**
 * Alerts accepted = completed, each once (I1, I2): every one has an end and no other end when it is asked again, is listed
 * with exactly the incident that its status names, and nothing is there twice. None of a storm has a reason to fail.
 */
export function checkAlerts({ alerts, incidents }: Observed): readonly Discrepancy[] {
  const places = placesOf(incidents);
  return [...findDoubled(alerts, places), ...alerts.flatMap((alert) => checkAlert(alert, places))];
}

/** Alert → the incidents that list it. */
type Places = ReadonlyMap<string, readonly string[]>;

function placesOf(incidents: readonly ObservedIncident[]): Places {
  const listed = incidents.flatMap(({ unique_id, alerts }) => alerts.map((alert) => ({ alert, unique_id })));
  const byAlert = Map.groupBy(listed, ({ alert }) => alert);
  return new Map([...byAlert].map(([alert, where]) => [alert, where.map(({ unique_id }) => unique_id)]));
}

/** Also alerts whose answer got lost are in the lists: they may be there or not, but not twice. */
function findDoubled(alerts: readonly ObservedAlert[], places: Places): readonly Discrepancy[] {
  const byTraceId = Map.groupBy(alerts, ({ traceId }) => traceId);
  return [
    ...[...byTraceId]
      .filter(([, same]) => same.length > 1)
      .map(([traceId, same]) => found('alert doubled', `${same.length} alerts were answered with ${traceId}`)),
    ...[...places]
      .filter(([, where]) => where.length > 1)
      .map(([alert, where]) => found('alert doubled', `alert ${alert} is listed at ${where.join(', ')}`)),
  ];
}

function checkAlert({ traceId, end, later }: ObservedAlert, places: Places): readonly Discrepancy[] {
  if (end === null) return [found('alert without an end', `alert ${traceId} was accepted and has not ended`)];
  if (JSON.stringify(end) !== JSON.stringify(later)) {
    return [found('alert with two ends', `alert ${traceId} ended twice: ${JSON.stringify([end, later])}`)];
  }
  if (end.status === 'failed') return [found('alert failed', `alert ${traceId} failed: ${end.error ?? 'no reason'}`)];
  const where = places.get(end.alert) ?? [];
  const expected = end.incident?.unique_id;
  const isPlaced = expected === undefined ? where.length === 0 : where.includes(expected);
  const text = `alert ${end.alert} of ${expected ?? 'no incident'} is listed at [${where.join(', ')}]`;
  return isPlaced ? [] : [found('alert misplaced', text)];
}

function found(rule: Rule, text: string): Discrepancy {
  return { rule, text };
}
