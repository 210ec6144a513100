/**
 * Names of the environment variables that the stack (lib/) sets and the functions (lambdas/) read: the one place where
 * both worlds meet. Values are never secrets: a secret is named by its ARN and fetched at start.
 */
export const ENV = {
  /** Name of the one table. */
  table: 'TOCSIN_TABLE',
  /** URL of the standard queue between ingest and process. */
  alertsQueueUrl: 'TOCSIN_ALERTS_QUEUE_URL',
  /** URL of the FIFO queue between dispatch and deliver. */
  deliveriesQueueUrl: 'TOCSIN_DELIVERIES_QUEUE_URL',
  /** URL of the standard queue in which timers of incidents wait. */
  timersQueueUrl: 'TOCSIN_TIMERS_QUEUE_URL',
  /** ARN of the secret that signs trace ids and integration keys (a JSON document with the field `key`). */
  signingSecretArn: 'TOCSIN_SIGNING_SECRET_ARN',
  /** ARN of the secret that encrypts endpoints' credentials at rest (a JSON document with the field `key`). */
  endpointSecretArn: 'TOCSIN_ENDPOINT_SECRET_ARN',
  /** ARN of the table's stream; only redispatch reads it. */
  tableStreamArn: 'TOCSIN_TABLE_STREAM_ARN',
  /** Comma-separated CIDRs that endpoints may have beyond the public addresses; empty = none (own-routes, "Deliveries"). */
  endpointAllow: 'TOCSIN_ENDPOINT_ALLOW',
  /** `true`: endpoints must be https. */
  endpointHttpsOnly: 'TOCSIN_ENDPOINT_HTTPS_ONLY',
  /** How many days an alert is kept before its row expires. */
  alertRetentionDays: 'TOCSIN_ALERT_RETENTION_DAYS',
  /** How many alerts a minute an integration may post to one instance of ingest; 0 = any number. */
  alertsPerMinute: 'TOCSIN_ALERTS_PER_MINUTE',
  /** How many requests a minute an API token may make of one instance of api; 0 = any number. */
  requestsPerMinute: 'TOCSIN_REQUESTS_PER_MINUTE',
  /** Name of the deployment's stage, for logs and metrics. */
  stage: 'TOCSIN_STAGE',
  /** Base URL of the HTTP API, no slash at its end; only the canary calls it. */
  baseUrl: 'TOCSIN_BASE_URL',
} as const;

/** Every function of the stack, by the name of its folder below `lambdas/`. */
export const FUNCTIONS = [
  'ingest',
  'process',
  'dispatch',
  'deliver',
  'api',
  'dead-letter',
  'redispatch',
  'timer',
  'ledger',
  'canary',
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** The outputs of the stack, by name: what a person or the local runner needs for the next step. */
export const OUTPUTS = {
  /** Base URL of the HTTP API, no trailing slash. */
  url: 'Url',
  /** Name of the function to invoke with a {@link BootstrapRequest} for the first account and token. */
  bootstrapFunction: 'BootstrapFunction',
} as const;

/**
 * What the bootstrap function takes by direct invocation (`aws lambda invoke`; never over HTTP): makes the deployment's
 * account and owner when there is none, and always a fresh admin token.
 */
export interface BootstrapRequest {
  readonly action: 'bootstrap';
  /** Also make the demo team, service, escalation policy and generic integration, unless they exist. */
  readonly demo?: boolean;
}

/** What it answers with. The token is shown this once; only its hash is kept. */
export interface BootstrapResponse {
  /** The account's id: 5 characters, lower-case letters and digits (contract §0.5). */
  readonly account: string;
  readonly api_token: string;
  readonly demo?: {
    readonly team: string;
    readonly service: string;
    readonly integration: string;
    /** Path of the integration's URL below the base URL, with leading and trailing slash. */
    readonly integration_path: string;
  };
}
