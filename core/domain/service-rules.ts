import type { FieldError } from '../contracts/json';
import type { Service } from '../contracts/resources';
import type { BodyOf } from '../contracts/schemas/body-schemas';

export type ServiceChange = BodyOf<'serviceChange'>;

/** Shortest acknowledgement timeout that is on, in seconds (contract §1.3). */
const SHORTEST_ACKNOWLEDGEMENT_TIMEOUT = 600;

/** What a schema can't say of a service (contract §1.3). Empty: nothing is wrong. */
export function checkService(service: Service): readonly FieldError[] {
  return [...checkTimeout(service), ...checkCollation(service)];
}

function checkTimeout({ acknowledgement_timeout }: Service): readonly FieldError[] {
  if (acknowledgement_timeout === 0 || acknowledgement_timeout >= SHORTEST_ACKNOWLEDGEMENT_TIMEOUT) return [];
  const message = `Must be 0 (off) or at least ${SHORTEST_ACKNOWLEDGEMENT_TIMEOUT} seconds.`;
  return [{ path: 'acknowledgement_timeout', message }];
}

function checkCollation({ collation, collation_time }: Service): readonly FieldError[] {
  if (collation === 0 && collation_time !== 0) {
    return [{ path: 'collation_time', message: 'Must be 0 when collation is 0 (off).' }];
  }
  if (collation !== 0 && collation_time === 0) {
    return [{ path: 'collation_time', message: 'Must be 1 to 1440 minutes when collation is on.' }];
  }
  return [];
}

/** The service with what the body names; everything else stays. `status` is not a body's to say (contract §1.3). */
export function changeService(service: Service, body: ServiceChange): Service {
  return {
    ...service,
    name: body.name ?? service.name,
    summary: body.summary ?? service.summary,
    description: body.description ?? service.description,
    escalation_policy: body.escalation_policy ?? service.escalation_policy,
    team_priority: changedReference(service.team_priority, body.team_priority),
    task_template: changedReference(service.task_template, body.task_template),
    sla: changedReference(service.sla, body.sla),
    auto_resolve_timeout: body.auto_resolve_timeout ?? service.auto_resolve_timeout,
    ...changedTimeout(service, body),
    ...changedCollation(service, body),
  };
}

function changedReference(before: string | null, id: string | null | undefined): string | null {
  return id === undefined ? before : referenceOf(id);
}

/** A reference as it is kept: `""` and null both say "nothing" (contract §1.3, client quirks). */
export function referenceOf(id: string | null | undefined): string | null {
  return id === undefined || id === null || id === '' ? null : id;
}

type Timeout = Required<Pick<Service, 'acknowledgement_timeout' | 'disabled_acknowledgement_timeout'>>;

/**
 * Whether it is on and how long it is are two fields of newer clients and one of older ones, for whom 0 is off. Where it
 * is switched on without a length, it has the one it had, or the shortest there is.
 */
function changedTimeout(service: Service, body: ServiceChange): Timeout {
  const { acknowledgement_timeout: before, disabled_acknowledgement_timeout: kept = 0 } = service;
  const seconds = body.acknowledgement_timeout ?? (before > 0 ? before : kept);
  const implied = body.acknowledgement_timeout === undefined ? before > 0 : seconds > 0;
  if (!(body.acknowledgement_timeout_enabled ?? implied)) {
    return { acknowledgement_timeout: 0, disabled_acknowledgement_timeout: seconds };
  }
  const on = seconds === 0 ? SHORTEST_ACKNOWLEDGEMENT_TIMEOUT : seconds;
  return { acknowledgement_timeout: on, disabled_acknowledgement_timeout: 0 };
}

/** Switching collation off takes its time with it, unless the body says one: then it is wrong, and told so. */
function changedCollation(service: Service, body: ServiceChange): Pick<Service, 'collation' | 'collation_time'> {
  const collation = body.collation ?? service.collation;
  const kept = collation === 0 ? 0 : service.collation_time;
  return { collation, collation_time: body.collation_time ?? kept };
}
