import type { FieldError } from '../../contracts/json';
import type { EscalationPolicy, EscalationRule } from '../../contracts/resources';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { viewEscalationPolicy } from '../../domain/views/escalation-policy-view';
import { collectionOf } from './collection';
import type { ApiDeps } from './deps';
import { checkSchedule, checkUser, madeIn, stillUsed, teamParent } from './team-resources/of-team';

type Body = BodyOf<'escalationPolicyChange'>;

/** The escalation policies of a team (contract §1.10). */
export const ESCALATION_POLICIES = collectionOf({
  kind: 'escalation_policy',
  param: 'escalation_policy',
  parent: teamParent,
  fresh: (parent, made) => ({ ...madeIn(parent, made), name: '', summary: '', description: '', rules: [] }),
  change: (before, body: Body, { newId }) => ({ ok: true, resource: changePolicy(before, body, newId) }),
  check: checkTargets,
  usedBy: async ({ directory }, { id, team }) => {
    const services = await directory.services(team);
    return stillUsed(
      'The escalation policy',
      services.filter(({ escalation_policy }) => escalation_policy === id),
    );
  },
  view: viewEscalationPolicy,
});

/** Rules are replaced as a whole where the body names them; they have new ids after each change (contract §1.10). */
function changePolicy(before: EscalationPolicy, body: Body, newId: () => string): EscalationPolicy {
  const { repeat_policy = before.repeat_policy, move_to_next = before.move_to_next } = body;
  const { global_ep = before.global_ep } = body;
  const rules = body.rules?.map((rule, index) => readRule(rule, index)) ?? before.rules;
  return {
    ...before,
    name: body.name ?? before.name,
    summary: body.summary ?? before.summary,
    description: body.description ?? before.description,
    ...(repeat_policy === undefined ? {} : { repeat_policy }),
    ...(move_to_next === undefined ? {} : { move_to_next }),
    ...(global_ep === undefined ? {} : { global_ep }),
    rules: rules.map((rule) => ({ ...rule, id: newId() })),
  };
}

function readRule({ delay, position, targets }: NonNullable<Body['rules']>[number], index: number): EscalationRule {
  const read = (targets ?? []).map(({ target_type, target_id }) => ({ target_type, target_id }));
  return { id: '', delay: delay ?? 0, position: position ?? index + 1, targets: read };
}

/** Escalation target: a schedule; the other one is a user (contract §1.10). */
const TARGET_SCHEDULE = 1;

async function checkTargets(
  deps: Pick<ApiDeps, 'directory'>,
  { account, team, rules }: EscalationPolicy,
): Promise<readonly FieldError[]> {
  const checks = rules.flatMap(({ targets }, i) =>
    targets.map(({ target_type, target_id }, j) => {
      const path = `rules[${i}].targets[${j}].target_id`;
      return target_type === TARGET_SCHEDULE
        ? checkSchedule(deps, team, target_id, path)
        : checkUser(deps, account, target_id, path);
    }),
  );
  return (await Promise.all(checks)).flat();
}
