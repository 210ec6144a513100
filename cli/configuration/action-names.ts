import { ALERT_TYPES } from '../../core/contracts/alert';
import { ACTION_TYPES, type ActionType } from '../../core/contracts/schemas/alert-rule';
import type { ActionEntry } from './configuration';

/** What files call the actions of alert rules: the words of the contracts, with underscores. */
export const ACTION_NAMES: Readonly<Record<string, ActionType>> = Object.fromEntries(
  Object.entries(ACTION_TYPES).map(([word, type]) => [
    word.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    type,
  ]),
);

/** Values that have words: shown as words, compared as the numbers they are kept as (contract §0.5). */
const WORDS: Readonly<Partial<Record<number, readonly string[]>>> = {
  [ACTION_TYPES.changeAlertType]: ALERT_TYPES,
  [ACTION_TYPES.urgency]: ['low', 'high'],
};

/** An action on the wire. */
export interface WireAction {
  readonly action_type: number;
  readonly key: string;
  readonly value: string;
}

/** An action as the API takes it. */
export function toWireAction({ type, key = '', value = '' }: ActionEntry): WireAction {
  const action_type = ACTION_NAMES[type] ?? 0;
  const text = String(value);
  const word = WORDS[action_type]?.indexOf(text.trim().toLowerCase()) ?? -1;
  return { action_type, key, value: word === -1 ? text : String(word) };
}

/** An action as files have it. */
export function toActionEntry({ action_type, key, value }: WireAction): ActionEntry {
  const type = Object.keys(ACTION_NAMES).find((name) => ACTION_NAMES[name] === action_type) ?? String(action_type);
  const shown = WORDS[action_type]?.[Number(value)] ?? value;
  return { type, ...(key === '' ? {} : { key }), ...(shown === '' ? {} : { value: shown }) };
}
