import type { FieldError, JsonObject } from '../../contracts/json';
import { MAX_RULESETS, type Router, type Ruleset } from '../../contracts/routing';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { positionIn, readRuleset } from '../../domain/routing/read-ruleset';
import { inRulesetOrder, movedTo } from '../../domain/routing/ruleset-order';
import { viewRuleset } from '../../domain/views/ruleset-view';
import type { ApiDeps } from './deps';
import { checkAction, findTarget } from './find-target';
import { inRounds } from './in-rounds';
import { newUuid } from './new-uuid';
import { DELETED, NOT_FOUND, conflict, created, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { retryConflicts } from './retry-conflicts';
import { findRouter, type RouterPath } from './routers';

type Reader = Pick<ApiDeps, 'directory'>;
type Writer = Pick<ApiDeps, 'directory' | 'randomBytes' | 'resources'>;
type RulesetPath = RouterPath & { readonly ruleset: string };

const NO_SUCH_RULESET: FieldError = { path: 'rule', message: 'There is no ruleset with this id in the router.' };

/** The rulesets of a router, in the order in which they are tried (contract §1.8). */
export async function listRulesets(deps: Reader, { caller, params }: ApiRequest<RouterPath>): Promise<Reply> {
  const found = await findRulesets(deps, caller, params);
  return found === null ? NOT_FOUND : ok(await inRounds(found.rulesets, (ruleset) => show(deps, found, ruleset)));
}

/** A ruleset of the router. */
export async function getRuleset(deps: Reader, { caller, params }: ApiRequest<RulesetPath>): Promise<Reply> {
  const found = await findRuleset(deps, caller, params);
  return found === null ? NOT_FOUND : ok(await show(deps, found, found.ruleset));
}

/** Makes a ruleset, the last one unless the body says where it stands. */
export async function createRuleset(
  deps: Writer & Pick<ApiDeps, 'clock'>,
  { caller, params, body }: ApiRequest<RouterPath, JsonObject>,
): Promise<Reply> {
  // The same one in every round, so that the move below finds what was made.
  const id = newUuid(deps);
  const made = await retryConflicts(async () => {
    const found = await findRulesets(deps, caller, params);
    if (found === null) return NOT_FOUND;
    const { router, rulesets } = found;
    if (rulesets.length >= MAX_RULESETS) return conflict(`A router has ${MAX_RULESETS} rulesets at most.`);
    const read = readRuleset(body, null);
    if (!read.ok) return invalid(...read.errors);
    const { kept, action: wanted } = read.content;
    if (wanted === null) throw new Error('A new ruleset was read without an action.');
    const checked = await checkAction(deps, router.account, newUuid(deps), wanted);
    if (!checked.ok) return invalid(...checked.errors);
    const place = { account: router.account, router: router.id, id, created_at: deps.clock() };
    const ruleset: Ruleset = { ...place, ...kept, action: checked.action };
    // The router is held, so that none that is being deleted leaves a ruleset behind.
    const result = await deps.resources.create('ruleset', ruleset, [{ kind: 'router', resource: router }]);
    const shown = { router, rulesets: [...rulesets, ruleset] };
    return result === 'saved' ? created(await show(deps, shown, ruleset)) : 'conflict';
  });
  return moveIfAsked(deps, { caller, path: { ...params, ruleset: id }, body }, made);
}

/** Changes what the body names, for PUT as for PATCH; an action is replaced as a whole. */
export async function updateRuleset(
  deps: Writer,
  { caller, params, body }: ApiRequest<RulesetPath, JsonObject>,
): Promise<Reply> {
  const changed = await retryConflicts(async () => {
    const found = await findRuleset(deps, caller, params);
    if (found === null) return NOT_FOUND;
    const { router, ruleset: before } = found;
    const read = readRuleset(body, before);
    if (!read.ok) return invalid(...read.errors);
    const { kept, action: wanted } = read.content;
    const checked = wanted === null ? null : await checkAction(deps, router.account, newUuid(deps), wanted);
    if (checked?.ok === false) return invalid(...checked.errors);
    const { account, id, created_at } = before;
    const action = checked?.action ?? before.action;
    // Not the text of conditions that were replaced.
    const after: Ruleset = { account, router: router.id, id, created_at, ...kept, action };
    const result = await deps.resources.replace('ruleset', before, after);
    return result === 'saved' ? ok(await show(deps, found, after)) : 'conflict';
  });
  return moveIfAsked(deps, { caller, path: params, body }, changed);
}

/** Moves a ruleset to another position; the others keep their order. Answers with all of them, as they are tried now. */
export async function moveRuleset(
  deps: Writer,
  { caller, params, body }: ApiRequest<RouterPath, BodyOf<'rulesetMove'>>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const found = await findRulesets(deps, caller, params);
    if (found === null) return NOT_FOUND;
    const ruleset = found.rulesets.find(({ id }) => id === body.rule);
    if (ruleset === undefined) return invalid(NO_SUCH_RULESET);
    const moved = await move(deps, { ...found, ruleset }, body.position);
    return moved === 'conflict' ? moved : ok(await inRounds(moved.rulesets, (each) => show(deps, moved, each)));
  });
}

/** Deletes a ruleset; alerts that are processed from then on meet it for a few more seconds at most. */
export async function deleteRuleset(
  deps: Pick<ApiDeps, 'directory' | 'resources'>,
  { caller, params }: ApiRequest<RulesetPath>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const found = await findRuleset(deps, caller, params);
    if (found === null) return NOT_FOUND;
    return (await deps.resources.remove('ruleset', found.ruleset)) === 'saved' ? DELETED : 'conflict';
  });
}

interface FoundRulesets {
  readonly router: Router;
  /** In their order. */
  readonly rulesets: readonly Ruleset[];
}

interface FoundRuleset extends FoundRulesets {
  readonly ruleset: Ruleset;
}

async function findRulesets(deps: Reader, caller: Caller, path: RouterPath): Promise<FoundRulesets | null> {
  const router = await findRouter(deps, caller, path);
  if (router === null) return null;
  return { router, rulesets: inRulesetOrder(router, await deps.directory.resources('ruleset', router.id)) };
}

async function findRuleset(deps: Reader, caller: Caller, path: RulesetPath): Promise<FoundRuleset | null> {
  const found = await findRulesets(deps, caller, path);
  const ruleset = found?.rulesets.find(({ id }) => id === path.ruleset);
  return found === null || ruleset === undefined ? null : { ...found, ruleset };
}

async function show(deps: Reader, { rulesets }: FoundRulesets, ruleset: Ruleset): Promise<JsonObject> {
  const position = rulesets.findIndex(({ id }) => id === ruleset.id) + 1;
  return viewRuleset(ruleset, { position, target: await findTarget(deps, ruleset) });
}

/** Keeps the order in the router: one write, whichever the position. */
async function move(
  deps: Writer,
  { router, rulesets, ruleset }: FoundRuleset,
  position: number,
): Promise<FoundRuleset | 'conflict'> {
  const before = rulesets.map(({ id }) => id);
  const ruleset_order = movedTo(before, ruleset.id, position);
  const changed: Router = { ...router, ruleset_order };
  // Clients send back the position they read: that is no change.
  const isMoved = ruleset_order.some((id, index) => id !== before[index]);
  if (isMoved && (await deps.resources.replace('router', router, changed)) === 'conflict') return 'conflict';
  return { router: changed, rulesets: inRulesetOrder(changed, rulesets), ruleset };
}

interface MoveRequest {
  readonly caller: Caller;
  readonly path: RulesetPath;
  readonly body: JsonObject;
}

/** After a ruleset was written: puts it where its body says, if it says so, and answers as `written` did. */
async function moveIfAsked(deps: Writer, { caller, path, body }: MoveRequest, written: Reply): Promise<Reply> {
  const position = positionIn(body);
  if (position === null || (written.kind !== 'ok' && written.kind !== 'created')) return written;
  return retryConflicts(async () => {
    const found = await findRuleset(deps, caller, path);
    if (found === null) return NOT_FOUND;
    const moved = await move(deps, found, position);
    return moved === 'conflict' ? moved : { kind: written.kind, body: await show(deps, moved, moved.ruleset) };
  });
}
