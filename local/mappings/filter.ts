import { RunnerFailure } from '../failure';
import { isObject, parseJson, showJson, type Json, type JsonObject } from '../json';

/** A predicate made of one filter pattern of an event source mapping. */
export type Filter = (record: Json) => boolean;
type Leaf = string | number | boolean | null;
/** Says yes or no to one leaf of a record; undefined = the record has no leaf there. */
type Rule = (leaf: Leaf | undefined) => boolean;
/** Looks at the part of a record that its key leads to. */
type Matcher = (value: Json | undefined) => boolean;

/**
 * Reads the patterns of a mapping's FilterCriteria (JSON in text), in Lambda's filter language:
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html — exact values, null, prefix, suffix,
 * equals-ignore-case, anything-but, numeric, exists and $or.
 * Throws {@link RunnerFailure} on what Lambda would refuse when the mapping is made.
 */
export function parseFilters(patterns: readonly string[], at: string): readonly Filter[] {
  return patterns.map((pattern) => {
    const parsed = parseJson(pattern);
    if (!isObject(parsed)) throw new RunnerFailure(`the filter of ${at} is no JSON object: ${pattern}`);
    return compileObject(parsed, at);
  });
}

/** True when a record passes: any of the filters matches, or there are none. */
export function passes(filters: readonly Filter[], record: Json): boolean {
  return filters.length === 0 || filters.some((filter) => filter(record));
}

function compileObject(pattern: JsonObject, at: string): Matcher {
  const matchers = Object.entries(pattern).map(([key, part]): Matcher => {
    if (key === '$or') return compileOr(part, at);
    const matcher = compilePart(part, `${at}.${key}`);
    return (value) => matcher(isObject(value) ? value[key] : undefined);
  });
  // An array of objects matches when one of its elements does.
  const matchOne: Matcher = (value) => matchers.every((matcher) => matcher(value));
  return (value) => (Array.isArray(value) ? (value as readonly Json[]).some(matchOne) : matchOne(value));
}

function compileOr(part: Json | undefined, at: string): Matcher {
  if (!Array.isArray(part)) return refuse('$or needs a list of patterns', at);
  const options = (part as readonly Json[]).map((option) =>
    isObject(option) ? compileObject(option, at) : refuse('$or needs a list of patterns', at),
  );
  return (value) => options.some((option) => option(value));
}

function compilePart(part: Json | undefined, at: string): Matcher {
  if (isObject(part)) return compileObject(part, at);
  if (!Array.isArray(part)) return refuse('a leaf must be a list of rules', at);
  const rules = (part as readonly Json[]).map((rule) => compileRule(rule, at));
  return (value) => {
    const leaves = leavesOf(value);
    return rules.some((rule) => (leaves.length === 0 ? rule(undefined) : leaves.some((leaf) => rule(leaf))));
  };
}

/** Lambda looks at leaves only: an object where the pattern has rules counts as absent. */
function leavesOf(value: Json | undefined): readonly Leaf[] {
  if (value === undefined || isObject(value)) return [];
  return Array.isArray(value) ? (value as readonly Json[]).flatMap(leavesOf) : [value as Leaf];
}

function compileRule(rule: Json, at: string): Rule {
  if (!isObject(rule)) return (leaf) => leaf === rule;
  const [operator, operand] = Object.entries(rule)[0] ?? ['', null];
  switch (operator) {
    case 'exists':
      return (leaf) => (leaf !== undefined) === operand;
    case 'prefix':
      return (leaf) => typeof leaf === 'string' && leaf.startsWith(showJson(operand));
    case 'suffix':
      return (leaf) => typeof leaf === 'string' && leaf.endsWith(showJson(operand));
    case 'equals-ignore-case':
      return (leaf) => typeof leaf === 'string' && leaf.toLowerCase() === showJson(operand).toLowerCase();
    case 'anything-but': {
      const refused = Array.isArray(operand) ? (operand as readonly Json[]) : [operand ?? null];
      // Absent is not "anything": the field must be there.
      return (leaf) => leaf !== undefined && !refused.includes(leaf);
    }
    case 'numeric':
      return compileNumeric(operand, at);
    default:
      return refuse(`unknown operator "${operator}"`, at);
  }
}

const COMPARISONS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** Only JSON numbers: DynamoDB's numbers are text in its JSON, so Lambda can't compare those either. */
function compileNumeric(operand: Json | undefined, at: string): Rule {
  const parts = Array.isArray(operand) ? (operand as readonly Json[]) : [];
  const tests: ((leaf: number) => boolean)[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const compare = COMPARISONS[showJson(parts[index])];
    const bound = parts[index + 1];
    if (compare === undefined || typeof bound !== 'number') return refuse('a malformed numeric rule', at);
    tests.push((leaf) => compare(leaf, bound));
  }
  if (tests.length === 0) return refuse('a malformed numeric rule', at);
  return (leaf) => typeof leaf === 'number' && tests.every((test) => test(leaf));
}

function refuse(what: string, at: string): never {
  throw new RunnerFailure(`the filter of ${at} would be refused by Lambda: ${what}`);
}
