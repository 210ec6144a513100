import type { Json, JsonObject } from '../../core/contracts/json';

/** What a text of a configuration can refer to by name; `env`: a variable of the environment. */
export const NAMED_KINDS = [
  'user',
  'escalation_policy',
  'schedule',
  'priority',
  'tag',
  'sla',
  'task_template',
  'role',
] as const;
export type NamedKind = (typeof NAMED_KINDS)[number];
export type ReferenceKind = NamedKind | 'env';

export interface Reference {
  readonly kind: ReferenceKind;
  readonly name: string;
}

/** `${kind:name}`; one more `$` before it and it is plain text. */
const PATTERN = new RegExp(String.raw`(\$+)\{(${[...NAMED_KINDS, 'env'].join('|')}):([^{}]*)\}`, 'g');

/** The text of a reference. Braces and percent signs in a name are written as in URLs. */
export function referenceText(kind: ReferenceKind, name: string): string {
  const safe = name.replace(/[%{}]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `\${${kind}:${safe}}`;
}

/** Plain text as it stands in a configuration: what looks like a reference in it gets one more `$`. */
export function escapeText(text: string): string {
  return text.replace(PATTERN, (whole) => `$${whole}`);
}

/** A text with its references put in. @param lookUp throws when it knows none */
export function resolveText(text: string, lookUp: (reference: Reference) => string): string {
  return text.replace(PATTERN, (whole, signs: string, kind: ReferenceKind, name: string) =>
    signs.length > 1 ? whole.slice(1) : lookUp({ kind, name: unescapeName(name) }),
  );
}

function unescapeName(name: string): string {
  return name.replace(/%(25|7B|7D)/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** The references in every text of a value. */
export function referencesIn(value: Json): readonly Reference[] {
  const found: Reference[] = [];
  mapTexts(value, (text) =>
    resolveText(text, (reference) => {
      found.push(reference);
      return '';
    }),
  );
  return found;
}

/** The value with every text changed, at any depth; keys stay. */
export function mapTexts<T extends Json>(value: T, change: (text: string) => string): T;
export function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value as JsonObject).map(([key, item]) => [key, mapTexts(item, change)]));
}
