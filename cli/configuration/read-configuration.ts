import Ajv, { type ErrorObject } from 'ajv';
import { parseDocument } from 'yaml';
import type { JsonObject } from '../../core/contracts/json';
import { usageFailure } from '../failure';
import { asJson, type Configuration, type IntegrationEntry } from './configuration';
import { CONFIGURATION_SCHEMA } from './configuration-schema';
import { doublesIn } from './doubles';
import { referencesIn, referenceText } from './text-references';

/**
 * Reads a configuration from YAML, or JSON, which is YAML too.
 * @throws CliFailure that names everything that is wrong, with its path
 */
export function readConfiguration(text: string, file: string): Configuration {
  const document = parseDocument(text);
  const [syntax] = document.errors;
  if (syntax !== undefined) throw usageFailure(`${file}: ${syntax.message}`);
  const value: unknown = document.toJS();
  const configuration = fromEnvTexts(value) as Configuration;
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(CONFIGURATION_SCHEMA);
  const errors = validate(configuration)
    ? [...doublesIn(configuration), ...clearSecrets(configuration)]
    : (validate.errors ?? []).map(errorLine);
  if (errors.length > 0)
    throw usageFailure([`${file} can't be applied:`, ...errors.map((line) => `  ${line}`)].join('\n'));
  return configuration;
}

/** `{ from_env: NAME }` is another way to write `${env:NAME}`. */
function fromEnvTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromEnvTexts);
  if (typeof value !== 'object' || value === null) return value;
  const { from_env: name, ...others } = value as Readonly<Record<string, unknown>>;
  if (typeof name === 'string' && Object.keys(others).length === 0) return referenceText('env', name);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromEnvTexts(item)]));
}

function errorLine({ instancePath, message = 'is wrong', params, keyword }: ErrorObject): string {
  const path = instancePath
    .slice(1)
    .split('/')
    .reduce(
      (joined, part) => (/^\d+$/.test(part) ? `${joined}[${part}]` : joined === '' ? part : `${joined}.${part}`),
      '',
    );
  const { additionalProperty, allowedValues } = params as { additionalProperty?: string; allowedValues?: string[] };
  const more = additionalProperty ?? (keyword === 'enum' ? allowedValues?.join(', ') : undefined);
  return `${path === '' ? 'the file' : path}: ${message}${more === undefined ? '' : `: ${more}`}`;
}

/** Secrets in a file end up in a repository: only references to them are taken. */
function clearSecrets({ teams }: Configuration): readonly string[] {
  return teams.flatMap((team) =>
    (team.services ?? []).flatMap((service) =>
      (service.integrations ?? []).flatMap((integration) =>
        secretsOf(integration)
          .filter(([, secret]) => !isReference(secret))
          .map(
            ([key]) =>
              `${team.name} / ${service.name} / ${integration.name}: endpoint.auth.${key}: write \${env:NAME}; a secret does not belong into the file`,
          ),
      ),
    ),
  );
}

function secretsOf({ endpoint }: IntegrationEntry): readonly (readonly [string, unknown])[] {
  const auth = (endpoint?.['auth'] ?? {}) as JsonObject;
  return (['password', 'signing_key'] as const).flatMap((key) =>
    Object.hasOwn(auth, key) ? [[key, auth[key]] as const] : [],
  );
}

function isReference(secret: unknown): boolean {
  if (typeof secret !== 'string') return false;
  const [first, ...others] = referencesIn(asJson({ secret }));
  return (
    first !== undefined &&
    others.length === 0 &&
    secret === referenceText(first.kind, first.name) &&
    first.kind === 'env'
  );
}
