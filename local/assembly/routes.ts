import { RunnerFailure } from '../failure';
import { asNumber, asObject, asText } from '../json';
import { functionArn } from './names';
import type { FunctionPlan } from './functions';
import { resolveValue, type Values } from './resolve';
import { resourcesOf, type Assembly } from './template';

/** One route of the HTTP API. */
export interface RoutePlan {
  /** `POST /integration/{proxy+}`, `ANY /api/{proxy+}`, `$default`. */
  readonly key: string;
  /** Name of the function behind it. */
  readonly functionName: string;
  /** API Gateway gives up on the function after this long. */
  readonly timeoutMs: number;
}

/** Requests a second and the burst above it, as API Gateway's token buckets count them. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

export interface ApiPlan {
  readonly routes: readonly RoutePlan[];
  /** For every route without its own; undefined = unthrottled. */
  readonly throttle?: Throttle;
  readonly routeThrottles: ReadonlyMap<string, Throttle>;
}

/** API Gateway's own limit, and its default. */
const INTEGRATION_TIMEOUT_MS = 30_000;

/** The HTTP API of the template. Throws {@link RunnerFailure} on integrations that are not Lambda with payload format 2.0. */
export function readApi(assembly: Assembly, functions: readonly FunctionPlan[], values: Values): ApiPlan {
  const routes = resourcesOf(assembly, 'AWS::ApiGatewayV2::Route').map(({ id, properties }) => {
    const key = asText(properties['RouteKey']) ?? '';
    const target = asText(resolveValue(properties['Target'] ?? null, values, `${id}.Target`)) ?? '';
    return { key, ...readIntegration(assembly, target.replace('integrations/', ''), functions, values) };
  });
  const stage = resourcesOf(assembly, 'AWS::ApiGatewayV2::Stage')[0]?.properties ?? {};
  const overall = readThrottle(asObject(stage['DefaultRouteSettings']));
  const routeThrottles = Object.entries(asObject(stage['RouteSettings'])).flatMap(([key, settings]) => {
    const throttle = readThrottle(asObject(settings));
    return throttle === undefined ? [] : [[key, throttle] as const];
  });
  return { routes, routeThrottles: new Map(routeThrottles), ...(overall === undefined ? {} : { throttle: overall }) };
}

function readIntegration(assembly: Assembly, id: string, functions: readonly FunctionPlan[], values: Values) {
  const integration = assembly.resources.get(id)?.properties ?? {};
  const uri = asText(resolveValue(integration['IntegrationUri'] ?? null, values, `${id}.IntegrationUri`)) ?? '';
  // The URI is the function's ARN, or API Gateway's longer form that ends in `<arn>/invocations`.
  const fn = functions.find(({ name }) => `${uri.replace(/\/invocations$/, '')}|`.includes(`${functionArn(name)}|`));
  if (fn === undefined || integration['PayloadFormatVersion'] !== '2.0') {
    throw new RunnerFailure(`the template can't be run here: integration ${id} is no function with payload format 2.0`);
  }
  return { functionName: fn.name, timeoutMs: asNumber(integration['TimeoutInMillis']) ?? INTEGRATION_TIMEOUT_MS };
}

function readThrottle(settings: Readonly<Record<string, unknown>>): Throttle | undefined {
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = settings;
  return typeof rate === 'number' && typeof burst === 'number' ? { rate, burst } : undefined;
}
