import { join } from 'node:path';
import { ENV } from '../../core/contracts/environment';
import { REGION } from '../assembly/names';
import type { FunctionPlan } from '../assembly/functions';

/** Base URLs of the engines, as one function reaches them. */
export interface Endpoints {
  readonly tables: string;
  readonly queues: string;
  readonly secrets: string;
  readonly metrics: string;
}

/** Of the runner's own environment, what a function's process gets too: nothing that is AWS's or changes what it does. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SystemRoot', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'] as const;

/** What who starts the runner may choose otherwise than the stage `local` does. */
const CHOSEN = [ENV.endpointAllow, ENV.alertsPerMinute, ENV.requestsPerMinute] as const;

/**
 * The environment variables of a function: Lambda's own, the template's, and the SDK's standard ones that lead its
 * calls to the engines here. {@link CHOSEN} in the runner's environment win over the template's, also when empty.
 */
export function functionEnvironment(
  plan: FunctionPlan,
  fromTemplate: Readonly<Record<string, string>>,
  endpoints: Endpoints,
  own: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  const inherited = INHERITED.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]] as const]));
  const chosen = CHOSEN.flatMap((name) =>
    own[name] === undefined || !(name in fromTemplate) ? [] : [[name, own[name]] as const],
  );
  return {
    ...Object.fromEntries(inherited),
    ...lambdaEnvironment(plan),
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.tables,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: endpoints.tables,
    AWS_ENDPOINT_URL_SQS: endpoints.queues,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secrets,
    AWS_ENDPOINT_URL_CLOUDWATCH: endpoints.metrics,
    // A person's own AWS configuration must not reach what runs here, nor the other way round.
    AWS_CONFIG_FILE: join(plan.code, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(plan.code, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    ...fromTemplate,
    ...Object.fromEntries(chosen),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function lambdaEnvironment(plan: FunctionPlan): Readonly<Record<string, string>> {
  return {
    TZ: ':UTC',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_LAMBDA_FUNCTION_NAME: plan.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(plan.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${plan.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    LAMBDA_TASK_ROOT: plan.code,
    _HANDLER: plan.handler,
  };
}
