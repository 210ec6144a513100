import type { ApiRoute, HttpMethod } from '../../core/contracts/api-routes';

/**
 * Finds the route of a request. Our own and not Powertools': that one reads the body and the host outside of its error
 * handling (a GET with a body, or a strange Host header, ends as a failed invocation), knows no 405, and replaces bytes
 * that are no UTF-8 without saying so.
 */
export type RouteMatch<Name extends string> =
  | { readonly found: true; readonly name: Name; readonly params: Readonly<Record<string, string>> }
  /** `allow`: the methods that the path does know; empty when it is no path of ours. */
  | { readonly found: false; readonly allow: readonly HttpMethod[] };

interface CompiledRoute<Name extends string> {
  readonly name: Name;
  readonly methods: readonly string[];
  readonly segments: readonly string[];
  readonly parameters: number;
}

/** Makes the function that finds a route by method and path. Trailing slashes don't matter (contract §0.1). */
export function createRouter<Name extends string>(
  routes: Readonly<Record<Name, ApiRoute>>,
): (method: string, path: string) => RouteMatch<Name> {
  const compiled = Object.entries<ApiRoute>(routes)
    .map(([name, route]) => compile(name as Name, route))
    // Words before parameters: /filter/ is no incident's id.
    .toSorted((a, b) => a.parameters - b.parameters);
  return (method, path) => {
    const segments = decodeSegments(path);
    const matching = segments === null ? [] : compiled.filter((route) => matches(route, segments));
    const route = matching.find(({ methods }) => methods.includes(method));
    if (route === undefined || segments === null) {
      return { found: false, allow: [...new Set(matching.flatMap(({ name }) => routes[name].methods))] };
    }
    return { found: true, name: route.name, params: paramsOf(route, segments) };
  };
}

function compile<Name extends string>(name: Name, { methods, path }: ApiRoute): CompiledRoute<Name> {
  const segments = split(path);
  return { name, methods, segments, parameters: segments.filter(isParameter).length };
}

function split(path: string): readonly string[] {
  return path.replace(/^\//, '').replace(/\/$/, '').split('/');
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{');
}

/** The path's segments, percent-decoded; null when they can't be: such a path is nobody's. */
function decodeSegments(path: string): readonly string[] | null {
  try {
    return split(path).map(decodeURIComponent);
  } catch {
    // URIError is all that decodeURIComponent throws.
    return null;
  }
}

function matches({ segments }: CompiledRoute<string>, given: readonly string[]): boolean {
  if (segments.length !== given.length) return false;
  return segments.every((segment, i) => (isParameter(segment) ? given[i] !== '' : given[i] === segment));
}

function paramsOf({ segments }: CompiledRoute<string>, given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    segments.flatMap((segment, i) => (isParameter(segment) ? [[segment.slice(1, -1), given[i] ?? '']] : [])),
  );
}
