import { ALERT_TYPES, type AlertType, type AlertUrl } from '../../contracts/alert';
import type { Json } from '../../contracts/json';
import type { MappingSet } from '../../contracts/schemas/custom-mapping';
import { parsePath, readSteps } from '../json/path';
import { fitUtf8, isScalar, quote, scalarText, textOf } from '../json/text';
import { barePath } from './parse-mapping';
import {
  parseTemplate,
  renderList,
  renderTemplate,
  valueOf,
  type Template,
  type TemplateRoot,
  type TemplateScope,
} from './template';

/** The fields that blocks have set so far, in the order they were first set. Absent = set by none. */
export interface MappedFields {
  message?: string;
  summary?: string;
  entity_id?: string;
  alert_type?: AlertType;
  suppressed?: boolean;
  urls?: readonly AlertUrl[];
  sla?: string;
  escalation_policy?: string;
  priority?: string;
  tags?: readonly string[];
}

/** What a field's template had to say besides its value. */
export interface SetNote {
  readonly missing: readonly string[];
  readonly shown: string;
}
/** Fills one field in. */
export type Setter = {
  readonly field: keyof MappedFields;
  readonly apply: (scope: TemplateScope, fields: MappedFields) => SetNote;
};

type TextField = 'message' | 'summary' | 'entity_id' | 'sla' | 'escalation_policy' | 'priority';
const TEXT_FIELDS: readonly TextField[] = ['message', 'summary', 'entity_id', 'sla', 'escalation_policy', 'priority'];

/**
 * Compiles what a block sets, in the order it is written.
 * @throws Error when it would not have passed `parseCustomMapping`.
 */
export function compileSet(set: MappingSet, roots: readonly TemplateRoot[]): readonly Setter[] {
  return (Object.keys(set) as (keyof MappingSet)[]).map((field) => compileField(field, set, roots));
}

function compileField(field: keyof MappingSet, set: MappingSet, roots: readonly TemplateRoot[]): Setter {
  const text = TEXT_FIELDS.find((name) => name === field);
  if (text !== undefined) return textSetter(text, compile(set[text] ?? '', roots));
  if (field === 'alert_type') return alertTypeSetter(set.alert_type ?? '', roots);
  if (field === 'suppressed') return suppressedSetter(set.suppressed ?? false, roots);
  if (field === 'urls') return urlsSetter(set.urls ?? [], roots);
  return tagsSetter(set.tags ?? [], roots);
}

function compile(text: string, roots: readonly TemplateRoot[]): Template {
  const parsed = parseTemplate(text, roots);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.template;
}

function textSetter(field: TextField, template: Template): Setter {
  return {
    field,
    apply: (scope, fields) => {
      const { text, missing, cut } = renderTemplate(template, scope);
      fields[field] = text;
      return { missing, shown: cut ? `${quote(text)} (cut at 16 KB)` : quote(text) };
    },
  };
}

type TypeLookup = (scope: TemplateScope) => { readonly type: AlertType | null; readonly found: string };

/** An unlisted value without a default sets nothing: what an earlier block chose stays, and `info` is the last resort. */
function alertTypeSetter(input: NonNullable<MappingSet['alert_type']>, roots: readonly TemplateRoot[]): Setter {
  const lookup = typeof input === 'string' ? wordLookup(compile(input, roots)) : tableLookup(input);
  return {
    field: 'alert_type',
    apply: (scope, fields) => {
      const { type, found } = lookup(scope);
      if (type !== null) fields.alert_type = type;
      return { missing: [], shown: type === null ? `not set: ${found} is not listed` : type };
    },
  };
}

function wordLookup(template: Template): TypeLookup {
  return (scope) => {
    const { text } = renderTemplate(template, scope);
    return { type: typeOf(text), found: quote(text) };
  };
}

function typeOf(text: string): AlertType | null {
  const word = text.trim().toLowerCase();
  return ALERT_TYPES.find((type) => type === word) ?? null;
}

function tableLookup({
  key,
  values,
  default: fallback,
}: Exclude<NonNullable<MappingSet['alert_type']>, string>): TypeLookup {
  const parsed = parsePath(barePath(key));
  if (!parsed.ok) throw new Error(parsed.message);
  const { root, steps, text } = parsed.path;
  const table = new Map(Object.entries(values).map(([value, type]) => [value.toLowerCase(), typeOf(type)]));
  const otherwise = fallback === undefined ? null : typeOf(fallback);
  return (scope) => {
    const value = readSteps(root === 'item' ? scope.item : scope.payload, steps);
    const type = value === undefined ? undefined : table.get(textOf(value).toLowerCase());
    return { type: type ?? otherwise, found: `${text} ${quote(value)}` };
  };
}

const TRUE = ['true', '1', 'yes', 'on'];

function suppressedSetter(input: boolean | string, roots: readonly TemplateRoot[]): Setter {
  const template = typeof input === 'string' ? compile(input, roots) : null;
  return {
    field: 'suppressed',
    apply: (scope, fields) => {
      fields.suppressed =
        template === null ? input === true : TRUE.includes(renderTemplate(template, scope).text.trim().toLowerCase());
      return { missing: [], shown: String(fields.suppressed) };
    },
  };
}

function tagsSetter(input: string | readonly string[], roots: readonly TemplateRoot[]): Setter {
  const templates = (typeof input === 'string' ? [input] : input).map((text) => compile(text, roots));
  return {
    field: 'tags',
    apply: (scope, fields) => {
      fields.tags = [...new Set(templates.flatMap((template) => renderList(template, scope)))];
      return { missing: [], shown: quote(fields.tags) };
    },
  };
}

interface LinkTemplates {
  readonly url: Template;
  readonly text: Template;
}

function urlsSetter(input: NonNullable<MappingSet['urls']>, roots: readonly TemplateRoot[]): Setter {
  const whole = typeof input === 'string' ? compile(input, roots) : null;
  const links =
    typeof input === 'string'
      ? []
      : input.map((link) => ({ url: compile(link.link_url, roots), text: compile(link.link_text ?? '', roots) }));
  return {
    field: 'urls',
    apply: (scope, fields) => {
      fields.urls = whole === null ? links.flatMap((link) => renderLink(link, scope)) : linksFrom(whole, scope);
      return { missing: [], shown: quote(fields.urls.map(({ link_url: url }) => url)) };
    },
  };
}

/** A link without an address is none; one without a text shows its address. */
function linkOf(url: string, text: string): readonly AlertUrl[] {
  return url.trim() === '' ? [] : [{ link_url: url, link_text: text === '' ? url : text }];
}

function renderLink({ url, text }: LinkTemplates, scope: TemplateScope): readonly AlertUrl[] {
  return linkOf(renderTemplate(url, scope).text, renderTemplate(text, scope).text);
}

const MAX_LINKS = 100;

/** Links from one text: a single address, or an expression that finds a list of addresses or of `{link_url, link_text}`. */
function linksFrom(template: Template, scope: TemplateScope): readonly AlertUrl[] {
  const value = template.single === null ? undefined : valueOf(template.single, scope);
  if (!Array.isArray(value)) return linkOf(renderTemplate(template, scope).text, '');
  return (value as readonly Json[]).slice(0, MAX_LINKS).flatMap((entry) => {
    if (isScalar(entry)) return linkOf(entry === null ? '' : fitUtf8(scalarText(entry) ?? ''), '');
    const [url, text] = ['link_url', 'link_text'].map((key) => readSteps(entry, [{ key, index: null }]) ?? '');
    return linkOf(fitUtf8(textOf(url ?? '')), fitUtf8(textOf(text ?? '')));
  });
}
