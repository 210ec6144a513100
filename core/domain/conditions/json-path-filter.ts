import type { Json } from '../../contracts/json';
import type { Budget } from '../json/budget';
import { rawNumberText } from '../json/raw-number';
import {
  singularStep,
  type Comparable,
  type ComparisonExpr,
  type FilterExpr,
  type FilterQuery,
  type FunctionArgument,
  type FunctionExpr,
  type Segment,
  type SingularQuery,
} from './json-path-ast';
import { equalJson } from './json-path-equal';
import { compileIRegexp } from './json-path-regex';
import type { RegexResult } from './regex';

/** What a filter is tried on. `select` runs nested queries; it is handed in because it uses filters itself. */
export interface FilterContext {
  readonly root: Json;
  readonly current: Json;
  readonly budget: Budget;
  readonly select: (
    segments: readonly Segment[],
    start: Json,
    context: { readonly root: Json; readonly budget: Budget },
  ) => readonly Json[];
}

/** RFC 9535's Nothing is undefined here. */
type Value = Json | undefined;

/** Does the filter expression hold for the current node? */
export function holdsFilter(expr: FilterExpr, context: FilterContext): boolean {
  switch (expr.type) {
    case 'LogicalOrExpr':
      return holdsFilter(expr.left, context) || holdsFilter(expr.right, context);
    case 'LogicalAndExpr':
      return holdsFilter(expr.left, context) && holdsFilter(expr.right, context);
    case 'LogicalNotExpr':
      return !holdsFilter(expr.expression, context);
    case 'ComparisonExpr':
      return compare(expr, context);
    case 'TestExpr':
      return expr.expression.type === 'FilterQuery'
        ? queryNodes(expr.expression, context).length > 0
        : logicalResult(expr.expression, context);
  }
}

function queryNodes(query: FilterQuery, context: FilterContext): readonly Json[] {
  return context.select(
    query.value.segments,
    query.value.type === 'RelQuery' ? context.current : context.root,
    context,
  );
}

/** RFC 9535 §2.3.5.2.2: order only between numbers and between strings; two Nothings are equal. */
function compare({ left, op, right }: ComparisonExpr, context: FilterContext): boolean {
  const a = comparableValue(left, context);
  const b = comparableValue(right, context);
  switch (op) {
    case '==':
      return equalJson(a, b, context.budget);
    case '!=':
      return !equalJson(a, b, context.budget);
    case '<':
      return isLess(a, b);
    case '<=':
      return isLess(a, b) || equalJson(a, b, context.budget);
    case '>':
      return isLess(b, a);
    case '>=':
      return isLess(b, a) || equalJson(a, b, context.budget);
  }
}

function isLess(a: Value, b: Value): boolean {
  const [x, y] = [plain(a), plain(b)];
  if (typeof x === 'number' && typeof y === 'number') return x < y;
  return typeof x === 'string' && typeof y === 'string' && x < y;
}

/** A number kept as sent is compared as the number it is. */
function plain(value: Value): Value {
  const text = rawNumberText(value);
  return text === null ? value : Number(text);
}

function comparableValue(side: Comparable, context: FilterContext): Value {
  if (side.type === 'Literal') return side.value;
  return side.type === 'FunctionExpr' ? valueResult(side, context) : singularValue(side, context);
}

function singularValue(query: SingularQuery, context: FilterContext): Value {
  let value: Value = query.type === 'RelSingularQuery' ? context.current : context.root;
  for (const { node } of query.segments) {
    context.budget.spend(1, 'the JSONPath');
    if (typeof value !== 'object' || value === null || rawNumberText(value) !== null) return undefined;
    const step = singularStep(node);
    if (typeof step === 'number') value = Array.isArray(value) ? (value as readonly Json[]).at(step) : undefined;
    else if (Array.isArray(value) || !Object.hasOwn(value, step)) return undefined;
    else value = (value as { readonly [key: string]: Json })[step];
  }
  return value;
}

function argumentValue(argument: FunctionArgument | undefined, context: FilterContext): Value {
  if (argument === undefined) return undefined;
  if (argument.type === 'Literal') return argument.value;
  if (argument.type === 'FunctionExpr') return valueResult(argument, context);
  // checkQuery let only singular queries through as values.
  return argument.type === 'FilterQuery' ? queryNodes(argument, context)[0] : undefined;
}

function argumentNodes(argument: FunctionArgument | undefined, context: FilterContext): readonly Json[] {
  return argument?.type === 'FilterQuery' ? queryNodes(argument, context) : [];
}

function valueResult(call: FunctionExpr, context: FilterContext): Value {
  if (call.name === 'length') return lengthOf(argumentValue(call.arguments[0], context), context.budget);
  const nodes = argumentNodes(call.arguments[0], context);
  if (call.name === 'count') return nodes.length;
  return nodes.length === 1 ? nodes[0] : undefined;
}

function lengthOf(value: Value, budget: Budget): Value {
  if (typeof value === 'string') {
    budget.spend(Math.ceil(value.length / 8), 'length()');
    // Characters, not UTF-16 units (RFC 9535 §2.4.4).
    let count = 0;
    for (let at = 0; at < value.length; at += (value.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) count += 1;
    return count;
  }
  if (typeof value !== 'object' || value === null || rawNumberText(value) !== null) return undefined;
  return Array.isArray(value) ? value.length : Object.keys(value).length;
}

function logicalResult(call: FunctionExpr, context: FilterContext): boolean {
  const text = argumentValue(call.arguments[0], context);
  const pattern = argumentValue(call.arguments[1], context);
  if (typeof text !== 'string' || typeof pattern !== 'string') return false;
  const compiled = patternOf(pattern, context.budget);
  // RFC 9535 §2.4.6: a pattern that is none, which a body can bring along, matches nothing.
  if (!compiled.ok) return false;
  return call.name === 'match'
    ? compiled.regex.matchesWhole(text, context.budget)
    : compiled.regex.find(text, context.budget);
}

/** Compiled patterns by their text. Patterns can come from bodies, so the map is emptied when it is full. */
const patterns = new Map<string, RegexResult>();
const MAX_PATTERNS = 200;

function patternOf(pattern: string, budget: Budget): RegexResult {
  // Charged even when it is known already, so that what is possible does not depend on what came before.
  budget.spend(10 * pattern.length, 'a regular expression in the JSONPath');
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  const compiled = compileIRegexp(pattern);
  if (patterns.size >= MAX_PATTERNS) patterns.clear();
  patterns.set(pattern, compiled);
  return compiled;
}
