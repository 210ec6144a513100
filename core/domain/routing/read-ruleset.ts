import type { FieldError, Json, JsonObject } from '../../contracts/json';
import type { Ruleset } from '../../contracts/routing';
import { readEncodings, textToKeep, withoutUnchangedTree } from '../conditions/read-encodings';
import { asObject } from '../json/as-object';
import { rawNumberText } from '../json/raw-number';

/** Numbers of the wire (contract §1.8). */
export const RULESET_ACTION_TYPES = { route: 0, suppress: 1 } as const;

/** What a body wants to happen to the alerts; the integration is only an id yet. */
export type WantedAction = { readonly effect: 'route'; readonly integration: string } | { readonly effect: 'suppress' };

/** What a body makes of a ruleset; a null action = it says nothing of that. */
export interface RulesetContent {
  readonly kept: Pick<Ruleset, 'name' | 'condition' | 'rule_json'>;
  readonly action: WantedAction | null;
}

export type RulesetResult =
  | { readonly ok: true; readonly content: RulesetContent }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

const MAX_NAME = 200;

/**
 * Reads the body of POST and PUT of a ruleset. Unknown keys are ignored, because clients send back what they read.
 * @param base the ruleset that is changed, which keeps what the body leaves out; null = it is made, and wants all but
 *   conditions and position
 */
export function readRuleset(body: JsonObject, base: Ruleset | null): RulesetResult {
  const meant = base === null ? body : withoutUnchangedTree(body, base);
  const name = readName(meant['name'], base);
  const read = readEncodings(meant, (key) => key, 'router');
  const action = readActions(meant['actions'], base);
  const position = checkPosition(meant['position']);
  const errors = [name, action, position].flatMap((each) => (each.ok ? [] : [each.error]));
  if (read?.ok === false) errors.push(...read.errors);
  if (!name.ok || !action.ok || !position.ok || read?.ok === false) return { ok: false, errors };
  const conditions =
    read === null ? keptOf(base) : { condition: read.condition, ...textToKeep(body, read.condition, 'router') };
  return { ok: true, content: { kept: { name: name.value, ...conditions }, action: action.value } };
}

/** The position that a body which {@link readRuleset} took asks for; null = it does not say. */
export function positionIn(body: JsonObject): number | null {
  return integerOf(body['position'] ?? null);
}

function keptOf(base: Ruleset | null): Pick<Ruleset, 'condition' | 'rule_json'> {
  // Without conditions it matches always, as rules do: how an alert that nobody else wants gets its place.
  if (base === null) return { condition: { all: [] } };
  const { condition, rule_json } = base;
  return { condition, ...(rule_json === undefined ? {} : { rule_json }) };
}

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: FieldError };

function bad(path: string, message: string): { readonly ok: false; readonly error: FieldError } {
  return { ok: false, error: { path, message } };
}

function readName(value: Json | undefined, base: Ruleset | null): Read<string> {
  const name = value ?? base?.name;
  if (typeof name !== 'string' || name.trim() === '') return bad('name', 'Required: a text that is not blank.');
  return name.length > MAX_NAME ? bad('name', `Must have at most ${MAX_NAME} characters.`) : { ok: true, value: name };
}

function checkPosition(value: Json | undefined): Read<null> {
  const isGood = value === undefined || value === null || integerOf(value) !== null;
  return isGood ? { ok: true, value: null } : bad('position', 'Must be a whole number, counted from 1.');
}

/** One action: an alert goes to one integration, whose own rules and outgoing rules tell the others. */
function readActions(value: Json | undefined, base: Ruleset | null): Read<WantedAction | null> {
  if (base !== null && (value === undefined || value === null)) return { ok: true, value: null };
  const [first, ...more] = Array.isArray(value) ? (value as readonly Json[]) : [];
  const action = asObject(first);
  if (action === null || more.length > 0) {
    const path = first === undefined || more.length > 0 ? 'actions' : 'actions[0]';
    return bad(path, 'Required: one action, {"action_type": 0, "integration": id} or {"action_type": 1}.');
  }
  const type = integerOf(action['action_type'] ?? null);
  if (type === RULESET_ACTION_TYPES.suppress) return { ok: true, value: { effect: 'suppress' } };
  if (type !== RULESET_ACTION_TYPES.route) return bad('actions[0].action_type', 'Must be 0 (route) or 1 (suppress).');
  const integration = action['integration'];
  return typeof integration === 'string' && integration !== ''
    ? { ok: true, value: { effect: 'route', integration } }
    : bad('actions[0].integration', 'Required: the id of the integration that alerts are routed to.');
}

/** Whole numbers, also as text and as sent: the wire has both. */
function integerOf(value: Json): number | null {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : rawNumberText(value);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
