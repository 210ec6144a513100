import { createHash } from 'node:crypto';
import { ALERT_TYPES } from '../../contracts/alert';
import type { IncidentSettings } from '../../contracts/incident-settings';
import { ACTION_TYPES, type RuleAction } from '../../contracts/schemas/alert-rule';
import { quote } from '../json/text';
import { parseTemplate, renderList, renderTemplate, type Template, type TemplateScope } from '../mapping/template';
import { RULE_ROOTS } from './parse-action';
import type { RuleState } from './rule-state';

/** What an action needs besides the alert. */
export interface ActionContext {
  /** When the rule was made, microseconds. */
  readonly created_at: number;
  /** Id for an action that gives every alert a fresh entity id. */
  readonly freshId: string;
}
/** A compiled action: the alert as it is afterwards. */
export type Act = (state: RuleState, context: ActionContext) => RuleState;

/** How many entries a list of an incident takes from rules: a storm of rules must not outgrow the incident's item. */
const MAX_ENTRIES = 100;

/**
 * Compiles an action.
 * @throws Error when it would not have passed `parseAction`.
 */
export function compileAction(action: RuleAction): Act {
  return ACTS[action.action_type](action);
}

const ACTS: Readonly<Record<RuleAction['action_type'], (action: RuleAction) => Act>> = {
  [ACTION_TYPES.changeAlertType]: ({ value }) => setField('alert_type', () => ALERT_TYPES[Number(value)] ?? null),
  [ACTION_TYPES.addNote]: ({ value }) => addText('notes', value),
  [ACTION_TYPES.suppress]: () => setField('suppressed', () => true),
  [ACTION_TYPES.escalationPolicy]: ({ value }) => set('escalation_policy', value),
  [ACTION_TYPES.schedule]: ({ value }) => set('schedule', value),
  [ACTION_TYPES.assignUser]: ({ value }) => set('assigned_to', value),
  [ACTION_TYPES.urgency]: ({ value }) => set('urgency', value === '0' ? 0 : 1),
  [ACTION_TYPES.message]: ({ value }) => setText('message', value),
  [ACTION_TYPES.summary]: ({ value }) => setText('summary', value),
  [ACTION_TYPES.entityId]: ({ value }) =>
    value === '' ? setField('entity_id', (_, { freshId }) => freshId) : setText('entity_id', value),
  [ACTION_TYPES.incidentRole]: ({ key, value }) => add('roles', () => [{ role: key, user: value }]),
  [ACTION_TYPES.tags]: ({ value }) => {
    const template = compile(value);
    return add('tags', (state) => renderList(template, scopeOf(state)));
  },
  [ACTION_TYPES.task]: ({ key, value }) => {
    const [title, description] = [compile(key), compile(value)];
    return add('tasks', (state) => [{ title: render(title, state), description: render(description, state) }]);
  },
  [ACTION_TYPES.sla]: ({ value }) => set('sla', value),
  [ACTION_TYPES.priority]: ({ value }) => set('team_priority', value),
  [ACTION_TYPES.taskTemplate]: ({ value }) => set('task_template', value),
  [ACTION_TYPES.responder]: ({ value }) => add('responders', () => [value]),
  [ACTION_TYPES.hashEntityId]: () => hash,
  [ACTION_TYPES.delay]: ({ value }) => set('delay_seconds', Number(value)),
};

function compile(text: string): Template {
  const parsed = parseTemplate(text, RULE_ROOTS);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.template;
}

function scopeOf({ fields }: RuleState): TemplateScope {
  const { message, summary, alert_type, payload } = fields;
  return { message, summary, alert_type, payload, entity_id: fields.entity_id ?? '' };
}

function render(template: Template, state: RuleState): string {
  return renderTemplate(template, scopeOf(state)).text;
}

/** The state with what an action changed of it, and a note of that; all in one copy, as rules run for every alert. */
function noted(
  state: RuleState,
  name: string,
  shown: string,
  changed?: Partial<Omit<RuleState, 'changes'>>,
): RuleState {
  return { ...state, ...changed, changes: { ...state.changes, [name]: shown } };
}

/** True when a rule created after this one has already decided the field or setting. */
function isDecided(state: RuleState, name: string, createdAt: number): boolean {
  return (state.setBy[name] ?? -Infinity) > createdAt;
}

type FieldName = 'alert_type' | 'suppressed' | 'message' | 'summary' | 'entity_id';

function setField(
  name: FieldName,
  valueOf: (state: RuleState, context: ActionContext) => string | boolean | null,
): Act {
  return (state, context) => {
    if (isDecided(state, name, context.created_at)) return noted(state, name, 'kept: a rule created later has set it');
    const value = valueOf(state, context);
    if (value === null) return noted(state, name, 'kept: the new value would be empty');
    const setBy = { ...state.setBy, [name]: context.created_at };
    return noted(state, name, quote(value), { fields: { ...state.fields, [name]: value }, setBy });
  };
}

/** A message can't be empty, and an empty entity id would bind the alert to nothing by accident: both stay as they are. */
function setText(name: 'message' | 'summary' | 'entity_id', text: string): Act {
  const template = compile(text);
  return setField(name, (state) => {
    const value = render(template, state);
    return name !== 'summary' && value.trim() === '' ? null : name === 'entity_id' ? value.trim() : value;
  });
}

function set<Name extends keyof IncidentSettings>(name: Name, value: IncidentSettings[Name]): Act {
  const shown = JSON.stringify(value);
  return (state, { created_at }) => {
    if (isDecided(state, name, created_at)) return noted(state, name, 'kept: a rule created later has set it');
    const setBy = { ...state.setBy, [name]: created_at };
    return noted(state, name, shown, { settings: { ...state.settings, [name]: value }, setBy });
  };
}

type ListName = 'roles' | 'tags' | 'tasks' | 'responders' | 'notes';

/** Lists don't contradict each other: they grow, each entry once. */
function add<Name extends ListName>(name: Name, entriesOf: (state: RuleState) => IncidentSettings[Name]): Act {
  return (state) => {
    const before: readonly unknown[] = state.settings[name];
    const fresh = notIn(before, entriesOf(state));
    const entries = before.length === 0 ? fresh : [...before, ...fresh];
    const settings = { ...state.settings, [name]: entries.slice(0, MAX_ENTRIES) };
    return noted(state, name, `added ${JSON.stringify(fresh).slice(0, 120)}`.toWellFormed(), { settings });
  };
}

function notIn(before: readonly unknown[], entries: readonly unknown[]): readonly unknown[] {
  // Mostly there is nothing yet, and comparing costs more than the rest of the action.
  if (before.length === 0) return entries;
  const known = new Set(before.map(identity));
  return entries.filter((entry) => !known.has(identity(entry)));
}

/** Entries of one list are all texts or all objects, so a text needs no quotes to be told from an object. */
function identity(entry: unknown): unknown {
  return typeof entry === 'string' ? entry : JSON.stringify(entry);
}

function addText(name: 'notes', text: string): Act {
  const template = compile(text);
  return add(name, (state) => [render(template, state)]);
}

/**
 * Replaces the entity id by 32 hexadecimal characters of its SHA-256. No source names the original's algorithm (contract
 * §2.2); 32 characters is the length it keeps. An alert without an entity id stays without one.
 */
const hash: Act = (state) => {
  const id = state.fields.entity_id;
  if (id === null) return noted(state, 'entity_id', 'kept: there is none to hash');
  const hashed = createHash('sha256').update(id, 'utf8').digest('hex').slice(0, 32);
  return noted(state, 'entity_id', quote(hashed), { fields: { ...state.fields, entity_id: hashed } });
};
