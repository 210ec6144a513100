import type { Json } from '../../contracts/json';
import { readPathAt, readSteps, type Path } from '../json/path';
import { fitUtf8, isScalar, scalarText, TEXT_LIMIT, textOf } from '../json/text';

/** The values that expressions can start from. Which of them exist depends on where the template stands. */
export interface TemplateScope {
  readonly payload?: Json | undefined;
  readonly item?: Json | undefined;
  readonly message?: string | undefined;
  readonly summary?: string | undefined;
  readonly entity_id?: string | undefined;
  readonly alert_type?: string | undefined;
}
export type TemplateRoot = keyof TemplateScope;

/** One `{{path | default: "x"}}`. */
interface Expression {
  readonly path: Path;
  readonly root: TemplateRoot;
  readonly fallback: string | null;
}

/** A parsed text with expressions in it. */
export interface Template {
  readonly parts: readonly (string | Expression)[];
  /** The template's only expression when it consists of nothing else: lists can then be taken as they are. */
  readonly single: Expression | null;
}

/** A template's output, with what it asked for in vain. */
export interface Rendered {
  readonly text: string;
  /** Paths of expressions that found nothing and had no default. */
  readonly missing: readonly string[];
  /** The output was longer than 16 KB and was cut. */
  readonly cut: boolean;
}

export type TemplateResult =
  { readonly ok: true; readonly template: Template } | { readonly ok: false; readonly message: string };

/** Longer ones are refused when saving. */
const MAX_TEMPLATE_LENGTH = 10_000;
const DEFAULT = /\|\s*default\s*:\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*/y;
const SPACE = /\s*/y;

/** Parses a text with `{{…}}` expressions that may start from `roots`. Errors are sentences for the author. */
export function parseTemplate(text: string, roots: readonly TemplateRoot[]): TemplateResult {
  if (text.length > MAX_TEMPLATE_LENGTH) return fail(`at most ${MAX_TEMPLATE_LENGTH} characters`);
  const parts: (string | Expression)[] = [];
  let at = 0;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', at)) {
    // Of three braces the first is text: `{{{payload.a}}}` is an expression in braces.
    while (text[open + 2] === '{') open += 1;
    if (open > at) parts.push(text.slice(at, open));
    const read = readExpression(text, open + 2, roots);
    if (!read.ok) return read;
    parts.push(read.expression);
    at = read.end;
  }
  if (at < text.length) parts.push(text.slice(at));
  const [only] = parts;
  return { ok: true, template: { parts, single: parts.length === 1 && typeof only === 'object' ? only : null } };
}

const fail = (message: string): { readonly ok: false; readonly message: string } => ({ ok: false, message });

type ExpressionResult =
  | { readonly ok: true; readonly expression: Expression; readonly end: number }
  | { readonly ok: false; readonly message: string };

function readExpression(text: string, start: number, roots: readonly TemplateRoot[]): ExpressionResult {
  const read = readPathAt(text, skipSpace(text, start));
  if (!read.ok) return fail(`after {{: ${read.message}`);
  const root = roots.find((known) => known === read.path.root);
  if (root === undefined)
    return fail(
      `{{${read.path.text}}}: unknown name ${JSON.stringify(read.path.root)}; expressions start with ${roots.join(', ')}`,
    );
  // Only payload and item have an inside; {{message.a}} would always be empty.
  if (root !== 'payload' && root !== 'item' && read.path.steps.length > 0)
    return fail(`{{${read.path.text}}}: ${root} is a text and has no keys`);
  let at = skipSpace(text, read.end);
  DEFAULT.lastIndex = at;
  const fallback = DEFAULT.exec(text);
  at += fallback?.[0].length ?? 0;
  if (!text.startsWith('}}', at)) return fail(`{{${read.path.text}: }} is expected here, or | default: "text"`);
  return { ok: true, expression: { path: read.path, root, fallback: unquote(fallback?.[1]) }, end: at + 2 };
}

function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(text)?.[0].length ?? 0);
}

function unquote(literal: string | undefined): string | null {
  return literal === undefined
    ? null
    : literal.slice(1, -1).replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char === 't' ? '\t' : char));
}

/** The value an expression finds; undefined when it is missing. JSON null counts as missing: monitors send it for "none". */
export function valueOf(expression: Expression, scope: TemplateScope): Json | undefined {
  return readSteps(scope[expression.root], expression.path.steps) ?? undefined;
}

/**
 * Fills a template in: scalars as text, objects and arrays as JSON text, missing ones as their default or nothing. Never
 * fails; the output is cut at 16 KB of UTF-8 and well-formed whatever the body holds.
 */
export function renderTemplate(template: Template, scope: TemplateScope): Rendered {
  const missing: string[] = [];
  let out = '';
  for (const part of template.parts) {
    out += typeof part === 'string' ? part : expressionText(part, scope, missing);
    // What comes after is cut anyway: a template of many large expressions must not build megabytes first.
    if (out.length > TEXT_LIMIT) break;
  }
  const text = fitUtf8(out);
  return { text, missing, cut: text.length < out.length };
}

function expressionText(expression: Expression, scope: TemplateScope, missing: string[]): string {
  const value = valueOf(expression, scope);
  if (value === undefined) {
    if (expression.fallback === null) missing.push(expression.path.text);
    return expression.fallback ?? '';
  }
  const text = textOf(value);
  return text.length > TEXT_LIMIT ? text.slice(0, TEXT_LIMIT + 1) : text;
}

/** Longest list that a field of an alert takes from a body. */
const MAX_LIST = 100;

/**
 * A template's output as a list of texts: the elements when it is one expression that finds an array, otherwise its text
 * split at commas. Empty and repeated elements are left out.
 */
export function renderList(template: Template, scope: TemplateScope): readonly string[] {
  const value = template.single === null ? undefined : valueOf(template.single, scope);
  const texts = Array.isArray(value)
    ? (value as readonly Json[])
        .slice(0, MAX_LIST)
        .flatMap((element) => (isScalar(element) && element !== null ? [fitUtf8(scalarText(element) ?? '')] : []))
    : renderTemplate(template, scope).text.split(',');
  return [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '').slice(0, MAX_LIST);
}
