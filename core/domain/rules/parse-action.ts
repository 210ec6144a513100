import { ALERT_TYPES } from '../../contracts/alert';
import type { FieldError } from '../../contracts/json';
import { ACTION_TYPES, type ActionType, type RuleAction } from '../../contracts/schemas/alert-rule';
import { parseTemplate, type TemplateRoot } from '../mapping/template';

/** What expressions in action values start from (contract §2.5). */
export const RULE_ROOTS: readonly TemplateRoot[] = ['message', 'summary', 'entity_id', 'alert_type', 'payload'];

export type ActionResult =
  { readonly ok: true; readonly action: RuleAction } | { readonly ok: false; readonly errors: readonly FieldError[] };

type Input = Readonly<Record<string, unknown>>;
/** Checks an action's operand: the value as it is kept, or what is wrong with it. */
type Check = (
  value: string,
  key: string,
) => { readonly value: string; readonly key?: string } | { readonly at?: 'key'; readonly message: string };

const MAX_DELAY_SECONDS = 86_400;
const MAX_ID = 200;

/** The references that may hold the operand instead of `value` (contract §1.6.1). */
const REFERENCES: Partial<Record<ActionType, string>> = {
  [ACTION_TYPES.escalationPolicy]: 'escalation_policy',
  [ACTION_TYPES.schedule]: 'schedule',
  [ACTION_TYPES.assignUser]: 'assign_to',
  [ACTION_TYPES.sla]: 'sla',
  [ACTION_TYPES.priority]: 'team_priority',
  [ACTION_TYPES.taskTemplate]: 'task_template',
};

const keep: Check = () => ({ value: '' });
const id: Check = (value) => (value !== '' && value.length <= MAX_ID ? { value } : { message: 'an id is expected' });
const template: Check = (value) => {
  const parsed = parseTemplate(value, RULE_ROOTS);
  return parsed.ok ? { value } : { message: parsed.message };
};
const filledTemplate: Check = (value, key) =>
  value.trim() === '' ? { message: 'a text is expected' } : template(value, key);

const CHECKS: Readonly<Record<ActionType, Check>> = {
  [ACTION_TYPES.changeAlertType]: (value) => choice(value, ALERT_TYPES),
  [ACTION_TYPES.addNote]: filledTemplate,
  [ACTION_TYPES.suppress]: keep,
  [ACTION_TYPES.escalationPolicy]: id,
  [ACTION_TYPES.schedule]: id,
  [ACTION_TYPES.assignUser]: id,
  [ACTION_TYPES.urgency]: (value) => choice(value, ['low', 'high']),
  [ACTION_TYPES.message]: filledTemplate,
  [ACTION_TYPES.summary]: template,
  // Empty is meant: a fresh id for every alert.
  [ACTION_TYPES.entityId]: template,
  [ACTION_TYPES.incidentRole]: (value, key) =>
    key === '' ? { at: 'key', message: 'the id of an incident role is expected' } : id(value, key),
  [ACTION_TYPES.tags]: filledTemplate,
  [ACTION_TYPES.task]: checkTask,
  [ACTION_TYPES.sla]: id,
  [ACTION_TYPES.priority]: id,
  [ACTION_TYPES.taskTemplate]: id,
  [ACTION_TYPES.responder]: id,
  [ACTION_TYPES.hashEntityId]: keep,
  [ACTION_TYPES.delay]: (value) => {
    const seconds = /^\d{1,6}$/.test(value.trim()) ? Number(value) : NaN;
    return seconds <= MAX_DELAY_SECONDS
      ? { value: String(seconds) }
      : { message: `a number of seconds from 0 to ${MAX_DELAY_SECONDS} is expected` };
  },
};

/** A word or its number, kept as the number (contract §0.5). */
function choice(value: string, words: readonly string[]): ReturnType<Check> {
  const text = value.trim().toLowerCase();
  const number = words.includes(text) ? words.indexOf(text) : /^\d$/.test(text) ? Number(text) : NaN;
  return number < words.length
    ? { value: String(number) }
    : { message: `0 to ${words.length - 1}, or one of ${words.join(', ')}, is expected` };
}

/** A task has a title and maybe a description; a lone value is the title. */
function checkTask(value: string, key: string): ReturnType<Check> {
  const [title, description] = key.trim() === '' ? [value, ''] : [key, value];
  if (title.trim() === '') return { at: 'key', message: 'the title of a task is expected' };
  const parsed = parseTemplate(title, RULE_ROOTS);
  if (!parsed.ok) return { at: 'key', message: parsed.message };
  const checked = template(description, '');
  return 'message' in checked ? checked : { value: description, key: title };
}

/** Checks an action as it crosses the wire. The operand is taken from the reference named for it, else from `value`. */
export function parseAction(input: unknown, path: string): ActionResult {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { ok: false, errors: [{ path, message: 'an action is an object with action_type and its value' }] };
  const action = input as Input;
  const type = action['action_type'];
  if (!isActionType(type))
    return { ok: false, errors: [{ path: `${path}.action_type`, message: 'a number from 1 to 19 is expected' }] };
  const reference = REFERENCES[type];
  // Read as no text at all, it would set the field to nothing.
  const structured = [reference, 'value'].find((key) => key !== undefined && isStructure(action[key]));
  if (structured !== undefined)
    return { ok: false, errors: [{ path: `${path}.${structured}`, message: 'a text is expected' }] };
  const referred = reference === undefined ? '' : textOf(action[reference]);
  const written = textOf(action['value']);
  // Both are shown, so whoever reads a rule, changes one of them and sends it back is told instead of ignored.
  if (reference !== undefined && referred !== '' && written !== '' && written !== referred)
    return { ok: false, errors: [{ path: `${path}.value`, message: `it says something else than ${reference}` }] };
  const at = referred === '' ? 'value' : (reference ?? 'value');
  const checked = CHECKS[type](referred === '' ? written : referred, textOf(action['key']).trim());
  if ('message' in checked)
    return { ok: false, errors: [{ path: `${path}.${checked.at ?? at}`, message: checked.message }] };
  return {
    ok: true,
    action: {
      action_type: type,
      key: checked.key ?? (type === ACTION_TYPES.incidentRole ? textOf(action['key']).trim() : ''),
      value: checked.value,
    },
  };
}

function isActionType(type: unknown): type is ActionType {
  return typeof type === 'number' && Number.isInteger(type) && type >= 1 && type <= 19;
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** Clients send numbers for texts and null, or an empty text, for nothing. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The reference in which an action's operand is shown on the wire, if it has one; else it stands in `value` alone. */
export function referenceOf(type: ActionType): string | null {
  return REFERENCES[type] ?? null;
}
