import { STATUS, type Incident, type Micros } from '../../contracts/incident';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import type { Service, User } from '../../contracts/resources';
import { bind, newHead } from '../../domain/binding/bind';
import type { IncidentOpening, Operation } from '../../domain/binding/operation';
import { makeIncidentId } from '../../domain/incident-id';
import { locationOf } from '../../domain/incident-location';
import { isUuid } from '../../domain/is-uuid';
import type { UndecidedOpening } from '../../domain/outgoing-rules/muted-endpoints';
import { fullName } from '../../domain/views/user-view';
import { decideMutedEndpoints } from '../decide-muted-endpoints';
import { findFirstResponder } from '../find-first-responder';
import type { ApiDeps } from './deps';
import { findService } from './find';
import { findReferences, isUsername, type FoundReferences } from './incident-references';
import { newUuid } from './new-uuid';
import { created, invalid } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { showIncident } from './show-incident';

type IncidentBody = BodyOf<'incident'>;
type Deps = Pick<ApiDeps, 'clock' | 'directory' | 'entities' | 'incidentNumbers' | 'randomBytes' | 'resources'>;

/**
 * Opens an incident that no alert asked for (contract §1.9), with the transitions and webhooks that an alert's would have.
 * It is alone in an entity of its own below its service, where an alert's is below its integration.
 */
export async function createIncident(deps: Deps, { caller, body }: ApiRequest<unknown, IncidentBody>): Promise<Reply> {
  const [service, author] = await Promise.all([
    findServiceById(deps, caller, body.service),
    findAuthor(deps, caller, body.user ?? null),
  ]);
  if (service === null) return invalid({ path: 'service', message: 'There is no service with this id.' });
  const references = await findReferences(deps, service, body);
  if (!references.ok) return invalid(...references.errors);
  const at = deps.clock();
  const undecided = await openingFor(deps, service, body, { references: references.found, author, at });
  const similarAt = () => Promise.resolve(null);
  const opening = await decideMutedEndpoints(deps, undecided, { at, alert: null, similarAt });
  const incident = await openNumbered(deps, operationsFor(body, { opening, at, id: newUuid(deps) }));
  await deps.resources.noteIncident({ before: null, after: incident });
  return created(await showIncident(deps, incident));
}

/** The caller's service with this id, unless it or its team is being deleted. */
async function findServiceById(deps: Deps, caller: Caller, id: string): Promise<Service | null> {
  const place = isUuid(id) ? await deps.directory.servicePlace(id) : null;
  // The place says where to look; whether the caller may, the way that all paths go decides.
  const found = place === null ? null : await findService(deps, caller, place);
  return found === null || found.team.deleting === true || found.service.deleting === true ? null : found.service;
}

/** Who opens it: the user named, if the account has it, or the token's own. */
async function findAuthor({ directory }: Deps, caller: Caller, named: string | null): Promise<User | null> {
  const user = named !== null && isUsername(named) ? await directory.user(caller.account, named) : null;
  return user ?? directory.user(caller.account, caller.username);
}

interface Found {
  readonly references: FoundReferences;
  readonly author: User | null;
  readonly at: Micros;
}

async function openingFor(
  { directory }: Deps,
  service: Service,
  body: IncidentBody,
  { references, author, at }: Found,
): Promise<UndecidedOpening> {
  const { assigned_to, sla, priority } = references;
  // Named as nothing is nothing; what is not named is the service's.
  const policy =
    references.policy === undefined
      ? await directory.escalationPolicy(service.team, service.escalation_policy)
      : references.policy;
  return {
    account: service.account,
    team: service.team,
    service: service.id,
    title: body.title,
    summary: withTrailer(body.summary ?? '', author),
    urgency: body.urgency ?? 1,
    escalation_policy: policy?.id ?? null,
    priority: priority === undefined ? service.team_priority : priority,
    sla: sla === undefined ? service.sla : sla,
    tags: [],
    assigned_to: assigned_to ?? (await findFirstResponder(directory, policy, at)),
    settings: null,
  };
}

/** The hosted product says so after a blank line, and scripts look for it (contract §1.9). */
function withTrailer(summary: string, author: User | null): string {
  if (author === null) return summary;
  const trailer = `[Created by: ${fullName(author)}(${author.email})]`;
  return summary === '' ? trailer : `${summary}\n\n${trailer}`;
}

interface Opening {
  readonly opening: IncidentOpening;
  readonly at: Micros;
  /** Of the entity, and in the place of the alert that would have opened it. */
  readonly id: string;
}

/** What alerts would have said to open an incident of this status. */
function operationsFor({ status }: IncidentBody, { opening, at, id }: Opening): readonly Operation[] {
  const trigger: Operation = { trace_id: id, at, kind: 'trigger', opening };
  // A moment later: in the same one a resolve counts as the earlier.
  if (status === STATUS.acknowledged) return [trigger, { ...trigger, kind: 'acknowledge', at: at + 1 }];
  if (status === STATUS.resolved) return [trigger, { ...trigger, kind: 'resolve', at: at + 1 }];
  return [trigger];
}

/** Writes the incident, with a number. A crash before the write leaves a gap in the numbers. */
async function openNumbered({ entities, incidentNumbers }: Deps, operations: readonly Operation[]): Promise<Incident> {
  const [first] = operations;
  if (first === undefined) throw new Error('Nothing opens an incident.');
  const { account, service } = first.opening;
  const { head } = bind(newHead(account, service, first.trace_id), operations);
  if (head.incident === null) throw new Error('The operations opened no incident.');
  const { team, created_at: not_before } = head.incident;
  const place = { ...locationOf(head.incident), team, service, not_before };
  const [number] = await incidentNumbers.allocate(account, [place]);
  if (number === undefined) throw new Error('No incident number was allocated.');
  const incident = { ...head.incident, number, unique_id: makeIncidentId(head.incident, number) };
  // No alert stands behind it: none is listed. The entity is new, so that nobody else writes it.
  const saved = await entities.save({ ...head, incident, recent_alerts: [] }, true);
  if (saved !== 'saved') throw new Error('Somebody else has an entity with this id.');
  return incident;
}
