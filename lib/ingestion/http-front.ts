import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ALARM_PERIOD } from '../monitoring/alarm-board';
import type { Deployment } from '../shared/deployment';
import type { TocsinFunction } from '../shared/tocsin-function';

export interface HttpFrontProps {
  readonly deployment: Deployment;
  readonly ingest: TocsinFunction;
  readonly api: TocsinFunction;
}

/** A route of the HTTP API. */
export interface Route {
  readonly path: string;
  readonly method: HttpMethod;
  readonly handler: TocsinFunction;
  /** Why the gateway itself asks for no credentials there. */
  readonly openBecause: string;
}

/** The HTTP API: the only public thing of the stack. */
export class HttpFront extends Construct {
  /** Base URL without a trailing slash. */
  readonly url: string;
  private readonly httpApi: HttpApi;

  constructor(scope: Construct, id: string, props: HttpFrontProps) {
    super(scope, id);
    // No CORS: nothing of ours is called from other people's pages.
    const httpApi = new HttpApi(this, 'HttpApi', {
      apiName: `tocsin-${props.deployment.stage.name}`,
      createDefaultStage: false,
    });
    this.addStage(httpApi, props.deployment);
    this.httpApi = httpApi;
    for (const route of routesOf(props)) this.lead(route);
    props.deployment.alarms.add(this, 'ServerErrors', {
      name: 'The API answers with server errors',
      means: 'Monitors or people get 5xx: alerts may not be taken, status and management may not answer.',
      metric: httpApi.metricServerError({ period: ALARM_PERIOD, statistic: 'Sum' }),
      above: 0,
    });
    this.url = httpApi.apiEndpoint;
  }

  /** Leads requests to a function. */
  lead(route: Route): void {
    addRoute(this.httpApi, route);
  }

  private addStage(httpApi: HttpApi, { stage }: Deployment): void {
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'DefaultStage', {
      httpApi,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: stage.throttle.requestsPerSecond, burstLimit: stage.throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(ACCESS_LOG_LINE),
      },
    });
  }
}

/** One line per request. The route, not the path: paths carry integration keys and trace ids, and a log is read by more people than those. */
const ACCESS_LOG_LINE = JSON.stringify({
  time: '$context.requestTime',
  request_id: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  source_ip: '$context.identity.sourceIp',
  user_agent: '$context.identity.userAgent',
  response_bytes: '$context.responseLength',
  total_ms: '$context.responseLatency',
  function_ms: '$context.integrationLatency',
  error: '$context.error.message',
  function_error: '$context.integrationErrorMessage',
});

/** The more specific path wins over `/api/{proxy+}`, in whatever order they stand. */
function routesOf({ ingest, api }: HttpFrontProps): readonly Route[] {
  const keyInPath =
    'Monitors can send no credentials of ours: the integration key in the path is the credential, and ingest checks it.';
  return [
    { path: '/integration/{proxy+}', method: HttpMethod.POST, handler: ingest, openBecause: keyInPath },
    { path: '/api/events/{proxy+}', method: HttpMethod.POST, handler: ingest, openBecause: keyInPath },
    {
      path: '/api/{proxy+}',
      method: HttpMethod.ANY,
      handler: api,
      openBecause:
        'The function checks the API token of every request itself; the alert status is open by contract, protected by trace ids that cannot be guessed.',
    },
  ];
}

function addRoute(httpApi: HttpApi, { path, method, handler, openBecause }: Route): void {
  const routes = httpApi.addRoutes({
    path,
    methods: [method],
    // Its permission names this API and this route: nothing else may invoke the function by way of the gateway.
    integration: new HttpLambdaIntegration(`To${handler.node.id}`, handler.lambda, {
      payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
      scopePermissionToRoute: true,
    }),
  });
  for (const route of routes) Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: openBecause });
}
