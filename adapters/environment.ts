import { ENV } from '../core/contracts/environment';

type Name = keyof typeof ENV;

/**
 * Reads the variables that a function needs, once, while it loads.
 * @throws Error that names every missing one, so that a wrong deployment is put right in one go.
 */
export function readEnvironment<const T extends readonly Name[]>(
  names: T,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<T[number], string>> {
  const missing = names.filter((name) => environment[ENV[name]] === undefined);
  if (missing.length > 0) {
    throw new Error(`Missing environment variables: ${missing.map((name) => ENV[name]).join(', ')}.`);
  }
  return Object.fromEntries(names.map((name) => [name, environment[ENV[name]] ?? ''])) as Record<T[number], string>;
}
