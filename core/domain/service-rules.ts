import type { FieldError } from '../contracts/json';
import type { BodyOf } from '../contracts/schemas/body-schemas';

type ServiceBody = BodyOf<'service'>;

/** Shortest acknowledgement timeout that is on, in seconds (contract §1.3). */
const SHORTEST_ACKNOWLEDGEMENT_TIMEOUT = 600;

/** Nothing to refer to exists yet in a team, so whatever these name doesn't exist. */
const WITHOUT_TARGETS = ['team_priority', 'task_template', 'sla'] as const;

/** What a schema can't say of a service's body (contract §1.3). Empty: nothing is wrong. */
export function checkService(body: ServiceBody): readonly FieldError[] {
  return [...checkTimeout(body), ...checkCollation(body), ...checkReferences(body)];
}

function checkTimeout({ acknowledgement_timeout = 0 }: ServiceBody): readonly FieldError[] {
  if (acknowledgement_timeout === 0 || acknowledgement_timeout >= SHORTEST_ACKNOWLEDGEMENT_TIMEOUT) return [];
  const message = `Must be 0 (off) or at least ${SHORTEST_ACKNOWLEDGEMENT_TIMEOUT} seconds.`;
  return [{ path: 'acknowledgement_timeout', message }];
}

function checkCollation({ collation = 0, collation_time = 0 }: ServiceBody): readonly FieldError[] {
  if (collation === 0 && collation_time !== 0) {
    return [{ path: 'collation_time', message: 'Must be 0 when collation is 0 (off).' }];
  }
  if (collation !== 0 && collation_time === 0) {
    return [{ path: 'collation_time', message: 'Must be 1 to 1440 minutes when collation is on.' }];
  }
  return [];
}

function checkReferences(body: ServiceBody): readonly FieldError[] {
  return WITHOUT_TARGETS.filter((key) => referenceOf(body[key]) !== null).map((path) => ({
    path,
    message: 'There is nothing with this id in the team.',
  }));
}

/** A reference as it is kept: `""` and null both say "nothing" (contract §1.3, client quirks). */
export function referenceOf(id: string | null | undefined): string | null {
  return id === undefined || id === null || id === '' ? null : id;
}
