import { KEYS } from '../../core/contracts/keys';
import { STATUS, type Incident } from '../../core/contracts/incident';
import type { IncidentRef, StoredAlert } from '../../core/contracts/outcome';
import type { Service } from '../../core/contracts/resources';
import { aService } from '../support/builders/resources';
import { runsOf, type Findings } from './check-alerts';
import { demand } from './demand';
import type { System } from './system';

const SECOND = 1_000_000;

/** What incidents say of themselves and of each other, when all is quiet. */
export function checkIncidents(findings: Findings): void {
  checkOpeners(findings);
  checkNumbers(findings);
  checkWishes(findings);
  for (const { incident } of findings.incidents.values()) checkTimers(findings, incident);
}

/** Each incident was opened by one alert, which says so unless it was given up. */
function checkOpeners(findings: Findings): void {
  const { incidents, options } = findings;
  const { alerts, plan } = findings.system;
  const creators = new Map<string, StoredAlert>();
  for (const row of alerts.rows.values()) {
    const { outcome } = row;
    if (outcome.status !== 'completed' || !outcome.is_incident_created) continue;
    const id = outcome.incident?.unique_id ?? '';
    demand(!creators.has(id), () => `I2: two alerts say that they opened ${id}.`);
    creators.set(id, row);
  }
  for (const { incident } of incidents.values()) {
    const creator = creators.get(incident.unique_id);
    const outcome = alerts.rows.get(incident.opened_by)?.outcome;
    // Its row was still to be written when it was given up, or when its entity went on to the next incident: then it
    // says that it joined that one; or when it was found to be about something else, as the configuration was changed
    // between two tries, or its own entity has an incident by now (decision 23). Or its time is over.
    const isCollated = plan.collation !== null && runsOf(findings, incident.opened_by).length > 1;
    const isChanged = isCollated || (options.get(incident.opened_by)?.length ?? 0) > 1;
    const isExcused =
      isChanged || outcome?.status !== 'completed' || isLater(outcome.incident, incident, { incidents });
    demand(
      creator?.trace_id === incident.opened_by || isExcused,
      () => `I2: nobody says that they opened ${incident.number}.`,
    );
  }
}

/** Does an opener's outcome name a later incident of the same entity than the one that it opened? */
function isLater(ref: IncidentRef | null, opened: Incident, { incidents }: Pick<Findings, 'incidents'>): boolean {
  const named = incidents.get(ref?.unique_id ?? '')?.incident;
  return named !== undefined && named.ordinal > opened.ordinal;
}

/** At most one number per incident (I6); that an entity's grow is seen at each write. */
function checkNumbers({ incidents }: Findings): void {
  const numbers = [...incidents.values()].map(({ incident }) => incident.number);
  demand(new Set(numbers).size === numbers.length, () => 'I6: two incidents have the same number.');
}

/** What people were told is done is there, whatever alerts came in between. */
function checkWishes({ system: { wanted, resources }, incidents }: Findings): void {
  for (const [id, titles] of Map.groupBy(wanted.titles, ({ incident }) => incident)) {
    const [only, ...others] = titles.map(({ text }) => text);
    // Of several at once any may be the last.
    if (only === undefined || others.length > 0 || !wanted.done.has(only)) continue;
    const title = incidents.get(id)?.incident.title;
    demand(title === only, () => `The title of ${id} is “${title}” and was changed to “${only}”.`);
  }
  const notes = resources.count('incident_note');
  demand(notes >= wanted.notes.length, () => `${wanted.notes.length} notes were taken and ${notes} are there.`);
}

/** No timer is left to wait for. */
function checkTimers({ system, incidents }: Findings, incident: Incident): void {
  const { number, status, snooze, merged, created_at, acknowledged_at } = incident;
  if (status === STATUS.resolved) return;
  const isAsleep = status === STATUS.acknowledged && snooze?.sequence === incident.sequence;
  demand(!isAsleep, () => `The snooze of incident ${number} did not end.`);
  const parent = incidents.get(merged?.parent?.unique_id ?? '')?.incident;
  const isChild = parent?.merged?.children.some(({ unique_id }) => unique_id === incident.unique_id) === true;
  demand(
    !(isChild && parent.status === STATUS.resolved),
    () => `Incident ${number} is open, though ${parent?.number}, into which it was merged, is resolved.`,
  );
  const resolves = alwaysSince(system, created_at, (service) => service.auto_resolve_timeout > 0);
  demand(!resolves, () => `Incident ${number} did not resolve by itself.`);
  // A snooze takes the place of the timeout, for good.
  if (status !== STATUS.acknowledged || snooze !== undefined) return;
  const withdraws = alwaysSince(system, acknowledged_at ?? 0, (service) => service.acknowledgement_timeout > 0);
  demand(!withdraws, () => `The acknowledgement of incident ${number} did not time out.`);
}

/** Did the service say so ever since? Of one that was deleted nobody knows what it would have said. */
function alwaysSince({ items }: System, at: number, says: (service: Service) => boolean): boolean {
  const { team, id } = aService();
  const versions = items.versions(KEYS.service(team, id), at - SECOND, Infinity);
  return versions.every((version) => version !== null && says(version as Service));
}
