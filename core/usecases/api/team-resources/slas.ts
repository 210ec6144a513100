import type { FieldError } from '../../../contracts/json';
import type { BodyOf } from '../../../contracts/schemas/body-schemas';
import type { Sla, SlaEscalation } from '../../../contracts/team-resources';
import { referenceOf } from '../../../domain/service-rules';
import { viewSla } from '../../../domain/views/team-resource-views';
import { collectionOf } from '../collection';
import type { ApiDeps } from '../deps';
import { checkSchedule, checkUser, madeIn, stillUsed, teamParent } from './of-team';

type Body = BodyOf<'slaChange'>;

/** The SLAs of a team (contract §1.10): kept and shown; nobody is told when one is not met. */
export const SLAS = collectionOf({
  kind: 'sla',
  param: 'sla',
  parent: teamParent,
  fresh: (parent, made) => ({
    ...madeIn(parent, made),
    ...{ name: '', description: '', is_active: true, conditions: '{}' },
    ...{ acknowledge_time: null, resolve_time: null, escalations: [] },
  }),
  change: (before, body: Body, { newId }) => ({
    ok: true,
    resource: {
      ...before,
      name: body.name ?? before.name,
      description: body.description ?? before.description,
      is_active: body.is_active ?? before.is_active,
      conditions: body.conditions ?? before.conditions,
      acknowledge_time: body.acknowledge_time === undefined ? before.acknowledge_time : body.acknowledge_time,
      resolve_time: body.resolve_time === undefined ? before.resolve_time : body.resolve_time,
      escalations: body.escalations?.map((escalation) => readEscalation(escalation, newId)) ?? before.escalations,
    },
  }),
  check: checkResponders,
  usedBy: async ({ directory }, { id, team }) => {
    const services = await directory.services(team);
    return stillUsed(
      'The SLA',
      services.filter(({ sla }) => sla === id),
    );
  },
  view: viewSla,
});

function readEscalation(
  { time, type, responders }: NonNullable<Body['escalations']>[number],
  newId: () => string,
): SlaEscalation {
  const read = (responders ?? []).map(({ user, schedule }) => ({
    id: newId(),
    user: referenceOf(user),
    schedule: referenceOf(schedule),
  }));
  return { id: newId(), time, type, responders: read };
}

async function checkResponders(
  deps: Pick<ApiDeps, 'directory'>,
  { account, team, escalations }: Sla,
): Promise<readonly FieldError[]> {
  const checks = escalations.flatMap(({ responders }, i) =>
    responders.map(async ({ user, schedule }, j): Promise<readonly FieldError[]> => {
      const path = `escalations[${i}].responders[${j}]`;
      if ((user === null) === (schedule === null))
        return [{ path, message: 'Either a user or a schedule is expected.' }];
      return user === null
        ? checkSchedule(deps, team, schedule ?? '', `${path}.schedule`)
        : checkUser(deps, account, user, `${path}.user`);
    }),
  );
  return (await Promise.all(checks)).flat();
}
