import { RE2JS } from 're2js';
import type { Budget } from '../json/budget';

/** A compiled pattern that searches a text in linear time. */
export interface SafeRegex {
  /** Does the pattern occur anywhere in the text? Costs the budget text length × pattern size. */
  readonly find: (text: string, budget: Budget) => boolean;
  /** Does the pattern describe the whole text? */
  readonly matchesWhole: (text: string, budget: Budget) => boolean;
}
export type RegexResult =
  { readonly ok: true; readonly regex: SafeRegex } | { readonly ok: false; readonly message: string };

const MAX_PATTERN_LENGTH = 1000;
/** Instructions of a compiled pattern: larger ones would leave no text that could be searched within the budget. */
const MAX_PROGRAM = 1000;
const LOOKAROUND = /\(\?(?:=|!|<=|<!)/;
const BACKREFERENCE = /\\[1-9]|\\k[<{']/;

/**
 * Compiles an author's regular expression (RE2 syntax). Lookaround and back-references are refused by name: they can't be
 * matched in linear time, and someone else's payload decides the text.
 */
export function compileRegex(pattern: string): RegexResult {
  if (pattern.length > MAX_PATTERN_LENGTH)
    return { ok: false, message: `a regular expression has at most ${MAX_PATTERN_LENGTH} characters` };
  try {
    const compiled = RE2JS.compile(pattern);
    const size = compiled.programSize();
    if (size > MAX_PROGRAM)
      return { ok: false, message: 'the regular expression is too large: use smaller counts in {…}' };
    return { ok: true, regex: searcher(compiled, size) };
  } catch (error) {
    return { ok: false, message: explainRefusal(pattern, error instanceof Error ? error.message : String(error)) };
  }
}

function searcher(compiled: RE2JS, size: number): SafeRegex {
  const spend = (text: string, budget: Budget): void => {
    budget.spend(
      size * text.length,
      `the regular expression ${compiled.pattern().slice(0, 80)} on ${text.length} characters`,
    );
  };
  return {
    find: (text, budget) => {
      spend(text, budget);
      return compiled.test(text);
    },
    matchesWhole: (text, budget) => {
      spend(text, budget);
      return compiled.testExact(text);
    },
  };
}

function explainRefusal(pattern: string, message: string): string {
  if (LOOKAROUND.test(pattern)) {
    return 'lookahead and lookbehind such as (?=…) or (?!…) are not supported, because every pattern must run in linear time; use two conditions, one of them not_matches';
  }
  if (BACKREFERENCE.test(pattern))
    return 'back-references such as \\1 are not supported, because every pattern must run in linear time';
  return `not a valid regular expression: ${message.replace(/^error parsing regexp: /, '')}`;
}
