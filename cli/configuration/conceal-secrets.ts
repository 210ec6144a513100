import type { Json, JsonObject } from '../../core/contracts/json';
import type { Configuration, IntegrationEntry } from './configuration';
import { SECRET_KEYS } from './endpoint-change';
import { referenceText } from './text-references';

/** Headers that look as if they held a secret: the API shows them, a file that is shared should not. */
const SECRET_HEADER = /auth|token|key|secret|password|credential|cookie|session/i;

export interface Concealed {
  readonly configuration: Configuration;
  /** Variables that applying it needs. */
  readonly variables: readonly string[];
}

/** The configuration with references to variables of the environment where secrets are. */
export function concealSecrets({ teams, ...others }: Configuration): Concealed {
  const variables = new Set<string>();
  const conceal = (words: readonly string[]): string => {
    const name = freeName(
      words
        .map(slug)
        .filter((word) => word !== '')
        .join('_'),
      variables,
    );
    variables.add(name);
    return referenceText('env', name);
  };
  const concealed = teams.map((team) => ({
    ...team,
    services: (team.services ?? []).map((service) => ({
      ...service,
      integrations: (service.integrations ?? []).map((integration) =>
        concealIn(integration, (key) => conceal([team.name, service.name, integration.name, key])),
      ),
    })),
  }));
  return { configuration: { teams: concealed, ...others }, variables: [...variables] };
}

function concealIn(integration: IntegrationEntry, conceal: (key: string) => string): IntegrationEntry {
  const { endpoint } = integration;
  if (endpoint === undefined) return integration;
  const auth = mapValues(endpoint['auth'], (key, value) =>
    (SECRET_KEYS as readonly string[]).includes(key) ? conceal(key) : value,
  );
  const headers = mapValues(endpoint['headers'], (key, value) => (SECRET_HEADER.test(key) ? conceal(key) : value));
  // Made by the API, told once, and different everywhere: only whether it is on can be kept.
  const standard_webhooks = mapValues(endpoint['standard_webhooks'], (_, value) => value, ['enabled']);
  return { ...integration, endpoint: { ...endpoint, auth, headers, standard_webhooks } };
}

function mapValues(
  value: Json | undefined,
  change: (key: string, value: Json) => Json,
  only?: readonly string[],
): JsonObject {
  const entries = Object.entries((value ?? {}) as JsonObject);
  return Object.fromEntries(
    entries.filter(([key]) => only?.includes(key) ?? true).map(([key, item]) => [key, change(key, item)]),
  );
}

function slug(word: string): string {
  return word
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

/** Two names may have the same letters and digits. A variable does not begin with a digit. */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const name = /^\d/.test(wanted) ? `_${wanted}` : wanted;
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? name : `${name}_${count}`;
    if (!taken.has(candidate)) return candidate;
  }
}
