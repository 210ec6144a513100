/*
 * Stands in for `@aws-sdk/middleware-endpoint-discovery` when functions are bundled. DynamoDB's client alone imports it,
 * with a cache and its collections, for a discovery that is off unless `AWS_ENABLE_ENDPOINT_DISCOVERY` is set, which no
 * function's environment does. The names are the SDK's.
 */

/** A setting that is found nowhere. */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: (): undefined => undefined,
  configFileSelector: (): undefined => undefined,
  default: undefined,
};

/** Gives the client's settings back as they are. */
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;

/** A plugin that changes nothing about a call. */
export const getEndpointDiscoveryPlugin = (): { applyToStack: () => void } => ({ applyToStack: () => undefined });
