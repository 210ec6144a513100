import type { Incident } from '../../contracts/incident';
import { numberOfIncidentId } from '../../domain/incident-id';
import type { IncidentWithAlerts } from '../ports';
import type { ApiDeps } from './deps';
import { mayUseTeam, type Caller } from './request';

export interface IncidentPath {
  /** Number or unique id (contract §1.9). */
  readonly incident: string;
}

/** Largest number an incident's unique id can carry. */
const LARGEST_NUMBER = 2 ** 40 - 1;

/** The number that a text stands for, an incident's number or unique id; null when it can't be one. */
export function readIncidentNumber(text: string): number | null {
  // Thirteen digits hold 2^40; more would lose exactness before they are compared.
  const number = /^\d{1,13}$/.test(text) ? Number(text) : numberOfIncidentId(text);
  return number === null || number > LARGEST_NUMBER ? null : number;
}

/** The caller's incident by its number or unique id; null when the account has none, or none in the token's teams. */
export function findIncident(
  { incidents }: Pick<ApiDeps, 'incidents'>,
  caller: Caller,
  path: IncidentPath,
): Promise<{ readonly incident: Incident } | null> {
  return findBy(caller, path, async (number) => {
    const incident = await incidents.find(caller.account, number);
    return incident === null ? null : { incident };
  });
}

/** The same with all its alerts, of which there may be very many. */
export function findIncidentWithAlerts(
  { incidents }: Pick<ApiDeps, 'incidents'>,
  caller: Caller,
  path: IncidentPath,
): Promise<IncidentWithAlerts | null> {
  return findBy(caller, path, (number) => incidents.findByNumber(caller.account, number));
}

async function findBy<Found extends { readonly incident: Incident }>(
  caller: Caller,
  { incident: text }: IncidentPath,
  read: (number: number) => Promise<Found | null>,
): Promise<Found | null> {
  const number = readIncidentNumber(text);
  const found = number === null ? null : await read(number);
  // An id carries its number, but a text that carries a number is not the id yet: only the stored one is.
  const isMeant = found !== null && (text === String(found.incident.number) || text === found.incident.unique_id);
  return isMeant && mayUseTeam(caller, found.incident.team) ? found : null;
}
