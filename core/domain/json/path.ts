import type { Json } from '../../contracts/json';
import { rawNumberText } from './raw-number';

/** One step of a path: a key of an object, and the same as an index where it is one (arrays have no other keys). */
export interface PathStep {
  readonly key: string;
  readonly index: number | null;
}

/** A parsed path such as `payload.alerts[0]["a key"].id`. */
export interface Path {
  /** The name the path starts from: `payload`, `item`, `message` … */
  readonly root: string;
  readonly steps: readonly PathStep[];
  /** As written, for explanations. */
  readonly text: string;
}

export type PathResult =
  { readonly ok: true; readonly path: Path; readonly end: number } | { readonly ok: false; readonly message: string };

/** Longer paths are refused when saving: no body that fits the queue needs them. */
const MAX_STEPS = 64;
/** What an unquoted key is made of: anything that has no meaning in paths and expressions. */
const NAME = /[^\s.[\]{}|"'`]+/y;
const INDEX = /\[\s*(\d{1,9})\s*\]/y;
const QUOTED = /\[\s*("(?:[^"\\]|\\.){0,256}"|'(?:[^'\\]|\\.){0,256}')\s*\]/y;

/** Parses a path that makes up the whole text. Errors are sentences for the author. */
export function parsePath(text: string): PathResult {
  const trimmed = text.trim();
  const result = readPathAt(trimmed, 0);
  if (result.ok && result.end !== trimmed.length)
    return {
      ok: false,
      message: `unexpected ${JSON.stringify(trimmed.slice(result.end, result.end + 10))} in the path ${trimmed}`,
    };
  return result;
}

/** Parses the path that starts at `start` and tells where it ends. */
export function readPathAt(text: string, start: number): PathResult {
  const root = match(NAME, text, start);
  if (root === null) return { ok: false, message: 'a path such as payload.title is expected' };
  const steps: PathStep[] = [];
  let at = start + root[0].length;
  for (;;) {
    const step = readStep(text, at);
    if (step === null) break;
    if (steps.length >= MAX_STEPS) return { ok: false, message: `a path has at most ${MAX_STEPS} steps` };
    steps.push(step.step);
    at = step.end;
  }
  // A dot or bracket that no step follows is a slip worth telling: `payload.` or `payload[a]`.
  if (text[at] === '.' || text[at] === '[')
    return {
      ok: false,
      message: `unfinished path ${JSON.stringify(text.slice(start, at + 1))}: write .key, [0] or ["a key"]`,
    };
  return { ok: true, path: { root: root[0], steps, text: text.slice(start, at) }, end: at };
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function readStep(text: string, at: number): { readonly step: PathStep; readonly end: number } | null {
  if (text[at] === '.') {
    const name = match(NAME, text, at + 1);
    return name === null ? null : { step: stepOf(name[0]), end: at + 1 + name[0].length };
  }
  const index = match(INDEX, text, at);
  if (index !== null) return { step: stepOf(String(Number(index[1]))), end: at + index[0].length };
  const quoted = match(QUOTED, text, at);
  if (quoted === null) return null;
  return { step: stepOf((quoted[1] ?? '').slice(1, -1).replace(/\\(.)/g, '$1')), end: at + quoted[0].length };
}

function stepOf(key: string): PathStep {
  return { key, index: /^\d{1,9}$/.test(key) ? Number(key) : null };
}

/**
 * The value a path's steps lead to, or undefined. Own properties only, and no `length` of arrays or texts: nothing but the
 * body's own content can be reached, whatever the path is called.
 */
export function readSteps(start: Json | undefined, steps: readonly PathStep[]): Json | undefined {
  let value = start;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) value = step.index === null ? undefined : (value as readonly Json[])[step.index];
    else if (rawNumberText(value) === null && Object.hasOwn(value, step.key))
      value = (value as { readonly [key: string]: Json })[step.key];
    else return undefined;
  }
  return value;
}
