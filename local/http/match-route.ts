import type { RoutePlan } from '../assembly/routes';

export interface RouteMatch {
  readonly route: RoutePlan;
  /** Values of the path's variables, percent-decoded; a greedy one without its leading slash. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** How exactly one path segment was meant: a route is compared with another segment by segment. */
const LITERAL = 3;
const VARIABLE = 2;
const GREEDY = 1;

/**
 * Chooses the route of a request as API Gateway does for HTTP APIs: the most specific path first (literal segments
 * before variables before a greedy `{proxy+}`), the method itself before ANY, `$default` last.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function matchRoute(routes: readonly RoutePlan[], method: string, path: string): RouteMatch | undefined {
  const candidates = routes.flatMap((route) => {
    const found = matchOne(route, method, path);
    return found === undefined ? [] : [found];
  });
  const [best] = candidates.sort((left, right) => compare(right.rank, left.rank));
  return best === undefined ? undefined : { route: best.route, parameters: best.parameters };
}

interface Candidate extends RouteMatch {
  readonly rank: readonly number[];
}

function matchOne(route: RoutePlan, method: string, path: string): Candidate | undefined {
  if (route.key === '$default') return { route, parameters: {}, rank: [0] };
  const space = route.key.indexOf(' ');
  const [wanted, template] = [route.key.slice(0, space), route.key.slice(space + 1)];
  if (wanted !== method && wanted !== 'ANY') return undefined;
  const matched = matchPath(template.split('/').slice(1), path.split('/').slice(1));
  if (matched === undefined) return undefined;
  return { route, parameters: matched.parameters, rank: [...matched.rank, wanted === method ? 1 : 0] };
}

function matchPath(template: readonly string[], path: readonly string[]) {
  const parameters: Record<string, string> = {};
  const rank: number[] = [];
  for (const [index, segment] of template.entries()) {
    const variable = /^\{([^}+]+)(\+?)\}$/.exec(segment);
    const given = path[index];
    if (given === undefined) return undefined;
    if (variable === null) {
      if (segment !== given) return undefined;
      rank.push(LITERAL);
      continue;
    }
    const [, name = '', greedy] = variable;
    const value = greedy === '+' ? path.slice(index).join('/') : given;
    if (value === '') return undefined;
    parameters[name] = decode(value);
    rank.push(greedy === '+' ? GREEDY : VARIABLE);
    if (greedy === '+') return { parameters, rank };
  }
  return template.length === path.length ? { parameters, rank } : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoding: the function gets it as it came.
    return text;
  }
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
