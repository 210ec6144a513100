import { RunnerFailure } from '../failure';
import { asArray, isObject, showJson, type Json, type JsonObject } from '../json';

/** What `Ref` and `Fn::GetAtt` stand for on this machine; undefined = unknown. */
export interface Values {
  readonly ref: (id: string) => Json | undefined;
  readonly attribute: (id: string, name: string) => Json | undefined;
  readonly condition: (name: string) => boolean | undefined;
}

/** What a `Ref` to AWS::NoValue resolves to: the property (or list element) is left out. */
const NO_VALUE = Symbol('AWS::NoValue');
type Resolved = Json | typeof NO_VALUE;

/**
 * Replaces the intrinsic functions in a template's value by what they stand for: Ref, Fn::GetAtt, Fn::Join, Fn::Sub,
 * Fn::Select, Fn::Split and Fn::If, nested as they come.
 * `at` says where the value is, for the {@link RunnerFailure} thrown when something can't be resolved.
 */
export function resolveValue(value: Json, values: Values, at: string): Json {
  const resolved = resolveAny(value, { values, at });
  return resolved === NO_VALUE ? null : resolved;
}

interface Scope {
  readonly values: Values;
  readonly at: string;
}

function resolveAny(value: Json, scope: Scope): Resolved {
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((item) => resolveAny(item, scope)).filter((item) => item !== NO_VALUE);
  }
  if (!isObject(value)) return value;
  const [only, ...more] = Object.entries(value);
  const intrinsic = only !== undefined && more.length === 0 && (only[0] === 'Ref' || only[0].startsWith('Fn::'));
  return intrinsic ? resolveIntrinsic(only[0], only[1] ?? null, scope) : resolveFields(value, scope);
}

function resolveFields(value: JsonObject, scope: Scope): JsonObject {
  const fields = Object.entries(value).flatMap(([key, field]) => {
    const resolved = resolveAny(field ?? null, { ...scope, at: `${scope.at}.${key}` });
    return resolved === NO_VALUE ? [] : [[key, resolved] as const];
  });
  return Object.fromEntries(fields);
}

function resolveIntrinsic(name: string, argument: Json, scope: Scope): Resolved {
  switch (name) {
    case 'Ref':
      return resolveRef(text(argument, scope), scope);
    case 'Fn::GetAtt':
      return resolveAttribute(argument, scope);
    case 'Fn::Join': {
      const [separator, parts] = asArray(argument);
      return list(parts, scope).join(text(separator, scope));
    }
    case 'Fn::Sub':
      return resolveSub(argument, scope);
    case 'Fn::Select': {
      const [index, items] = asArray(argument);
      return list(items, scope)[Number(index)] ?? unresolvable(`Fn::Select of ${showJson(index)}`, scope);
    }
    case 'Fn::Split': {
      const [separator, source] = asArray(argument);
      return text(source, scope).split(text(separator, scope));
    }
    case 'Fn::If': {
      const [condition, whenTrue, whenFalse] = asArray(argument);
      const holds =
        scope.values.condition(showJson(condition)) ?? unresolvable(`condition ${showJson(condition)}`, scope);
      return resolveAny((holds ? whenTrue : whenFalse) ?? null, scope);
    }
    default:
      return unresolvable(name, scope);
  }
}

function resolveRef(id: string, scope: Scope): Resolved {
  if (id === 'AWS::NoValue') return NO_VALUE;
  return scope.values.ref(id) ?? unresolvable(`Ref ${id}`, scope);
}

/** Templates write the argument as a list or, in YAML's short form and in Fn::Sub, as `Resource.Attribute`. */
function resolveAttribute(argument: Json, scope: Scope): Json {
  const [id = '', ...path] = typeof argument === 'string' ? argument.split('.') : asArray(argument).map(showJson);
  const name = path.join('.');
  return scope.values.attribute(id, name) ?? unresolvable(`Fn::GetAtt ${id}.${name}`, scope);
}

function resolveSub(argument: Json, scope: Scope): string {
  const [pattern, variables] = typeof argument === 'string' ? [argument, null] : asArray(argument);
  const own = isObject(variables) ? variables : {};
  // `${!name}` is the escape for a literal `${name}`.
  return text(pattern, scope).replaceAll(/\$\{(!?)([^}]+)\}/g, (_all, escaped: string, name: string) => {
    if (escaped === '!') return `\${${name}}`;
    const variable = own[name];
    if (variable !== undefined) return text(variable, scope);
    return text(name.includes('.') ? resolveAttribute(name, scope) : { Ref: name }, scope);
  });
}

function text(value: Json | undefined, scope: Scope): string {
  const resolved = resolveAny(value ?? null, scope);
  if (typeof resolved === 'string' || typeof resolved === 'number') return String(resolved);
  return unresolvable('a value that is no text where text is due', scope);
}

function list(value: Json | undefined, scope: Scope): readonly string[] {
  const resolved = resolveAny(value ?? null, scope);
  return Array.isArray(resolved)
    ? (resolved as readonly Json[]).map((item) => text(item, scope))
    : unresolvable('a value that is no list where a list is due', scope);
}

function unresolvable(what: string, scope: Scope): never {
  throw new RunnerFailure(`the template can't be run here: ${what} at ${scope.at} is unknown to the local runner`);
}
