import type { PostIncidentTask } from '../../../contracts/team-resources';
import type { BodyOf } from '../../../contracts/schemas/body-schemas';
import { byCreation } from '../../../domain/by-creation';
import { readScheduleTime } from '../../../domain/on-call/read-schedule-time';
import { referenceOf } from '../../../domain/service-rules';
import { viewPostIncidentTask } from '../../../domain/views/team-resource-views';
import { collectionOf, type Changed } from '../collection';
import type { ApiDeps } from '../deps';
import type { TeamPath } from '../find';
import { readPage, replyWithPage } from '../page';
import { NOT_FOUND, invalid } from '../reply';
import type { Reply } from '../reply';
import type { ApiRequest } from '../request';
import { checkUser, madeIn, teamParent } from './of-team';

/**
 * The tasks that a team has after incidents (contract §1.10): kept and shown for those who do them, as the Go client and
 * the Terraform provider write them.
 */
export const POST_INCIDENT_TASKS = collectionOf({
  kind: 'post_incident_task',
  param: 'post_incident_task',
  parent: teamParent,
  fresh: (parent, made) => ({
    ...madeIn(parent, made),
    ...{ title: '', description: '', status: 0, due_in_time: null, assigned_to: null },
  }),
  change: changeTask,
  check: async (deps, { account, assigned_to }) =>
    assigned_to === null ? [] : checkUser(deps, account, assigned_to, 'assigned_to'),
  view: viewPostIncidentTask,
});

/** They come in numbered pages, unlike everything else of a team (contract §0.4), oldest first. */
export async function listPostIncidentTasks(
  deps: Pick<ApiDeps, 'directory'>,
  { caller, params, query, baseUrl }: ApiRequest<TeamPath>,
): Promise<Reply> {
  const page = readPage(query);
  if (!page.valid) return invalid(...page.errors);
  const parent = await teamParent(deps, caller, params);
  if (parent === null) return NOT_FOUND;
  const tasks = await deps.directory.resources('post_incident_task', parent.resource.id);
  const url = `${baseUrl}/api/account/teams/${parent.resource.id}/post_incident_tasks/`;
  return replyWithPage(tasks.toSorted(byCreation), { ...page, url }, (shown) =>
    Promise.resolve(shown.map(viewPostIncidentTask)),
  );
}

function changeTask(before: PostIncidentTask, body: BodyOf<'postIncidentTaskChange'>): Changed<PostIncidentTask> {
  const { due_in_time: text } = body;
  const named = referenceOf(text);
  const due = named === null ? null : readScheduleTime(named, 'UTC');
  if (named !== null && due === null)
    return { ok: false, errors: [{ path: 'due_in_time', message: 'Must be an ISO 8601 time.' }] };
  const resource = {
    ...before,
    title: body.title ?? before.title,
    description: body.description ?? before.description,
    status: body.status ?? before.status,
    due_in_time: text === undefined ? before.due_in_time : due,
    assigned_to: body.assigned_to === undefined ? before.assigned_to : referenceOf(body.assigned_to),
  };
  return { ok: true, resource };
}
