import {
  selectorsOf,
  type Comparable,
  type FilterExpr,
  type FilterQuery,
  type FunctionArgument,
  type FunctionExpr,
  type Segment,
  type Selector,
} from './json-path-ast';
import { compileIRegexp } from './json-path-regex';

type FunctionType = 'value' | 'logical';
/** The functions of RFC 9535 §2.4 with the types of their arguments and of their result. */
const FUNCTIONS: Readonly<
  Record<string, { readonly takes: readonly ('value' | 'nodes')[]; readonly gives: FunctionType }>
> = {
  length: { takes: ['value'], gives: 'value' },
  count: { takes: ['nodes'], gives: 'value' },
  value: { takes: ['nodes'], gives: 'value' },
  match: { takes: ['value', 'value'], gives: 'logical' },
  search: { takes: ['value', 'value'], gives: 'logical' },
};

/**
 * What RFC 9535 forbids beyond the grammar that the parser knows: integers beyond 2^53, functions that don't exist or are
 * used against their types. Returns the first problem as a sentence, or null.
 */
export function checkQuery(query: { readonly segments: readonly Segment[] }): string | null {
  return first(
    query.segments.flatMap((segment) => selectorsOf(segment)),
    checkSelector,
  );
}

function first<T>(items: readonly T[], check: (item: T) => string | null): string | null {
  for (const item of items) {
    const problem = check(item);
    if (problem !== null) return problem;
  }
  return null;
}

function checkSelector(selector: Selector): string | null {
  if (selector.type === 'IndexSelector') return checkInteger(selector.value);
  if (selector.type === 'SliceSelector') return first([selector.start, selector.end, selector.step], checkInteger);
  return selector.type === 'FilterSelector' ? checkFilter(selector.value) : null;
}

function checkInteger(value: number | null): string | null {
  return value === null || Number.isSafeInteger(value) ? null : `the index ${value} is out of range`;
}

function checkFilter(expr: FilterExpr): string | null {
  switch (expr.type) {
    case 'LogicalOrExpr':
    case 'LogicalAndExpr':
      return checkFilter(expr.left) ?? checkFilter(expr.right);
    case 'LogicalNotExpr':
      return checkFilter(expr.expression);
    case 'ComparisonExpr':
      return checkComparable(expr.left) ?? checkComparable(expr.right);
    case 'TestExpr':
      return expr.expression.type === 'FilterQuery'
        ? checkQuery(expr.expression.value)
        : checkFunction(expr.expression, 'logical');
  }
}

function checkComparable(side: Comparable): string | null {
  return side.type === 'FunctionExpr' ? checkFunction(side, 'value') : null;
}

function checkFunction(call: FunctionExpr, wanted: FunctionType): string | null {
  const known = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
  if (known === undefined) return `there is no function ${call.name}()`;
  if (known.gives !== wanted)
    return wanted === 'value'
      ? `the result of ${call.name}() can't be compared`
      : `the result of ${call.name}() must be compared`;
  if (call.arguments.length !== known.takes.length) return `${call.name}() takes ${known.takes.length} argument(s)`;
  const wrong = first(
    known.takes.map((type, at) => ({ type, argument: call.arguments[at] })),
    ({ type, argument }) => (argument === undefined ? null : checkArgument(call.name, type, argument)),
  );
  return wrong ?? checkPattern(call);
}

function checkArgument(name: string, type: 'value' | 'nodes', argument: FunctionArgument): string | null {
  if (argument.type === 'FilterQuery') {
    if (type === 'value' && !isSingular(argument))
      return `${name}() takes a single value, and this query may give several`;
    return checkQuery(argument.value);
  }
  if (type === 'nodes') return `${name}() takes a query`;
  if (argument.type === 'FunctionExpr') return checkFunction(argument, 'value');
  return argument.type === 'Literal' ? null : `${name}() takes a value`;
}

function isSingular(query: FilterQuery): boolean {
  return query.value.segments.every((segment) => {
    const [selector, ...more] = selectorsOf(segment);
    if (segment.type !== 'ChildSegment' || selector === undefined || more.length > 0) return false;
    return (
      selector.type === 'NameSelector' || selector.type === 'IndexSelector' || selector.type === 'MemberNameShorthand'
    );
  });
}

/** RFC 9535 lets a bad pattern match nothing; an author who wrote it out should rather hear of it. */
function checkPattern(call: FunctionExpr): string | null {
  if (call.name !== 'match' && call.name !== 'search') return null;
  const pattern = call.arguments[1];
  if (pattern?.type !== 'Literal' || typeof pattern.value !== 'string') return null;
  const compiled = compileIRegexp(pattern.value);
  return compiled.ok ? null : compiled.message;
}
