import type { Json } from '../../contracts/json';
import { parseLossless } from '../json/parse-lossless';
import { parsePath, readSteps, type PathStep } from '../json/path';
import { replaceAt } from '../json/replace-at';

/** Reads texts of a body that hold JSON; the body is as it was where they don't. */
export type ParseTexts = (body: Json) => Json;

/**
 * Compiles `parse_json`: some monitors put their JSON as text into an envelope (CloudWatch in an SNS notification's
 * `Message`), and paths could not reach into it.
 * @throws Error when a path would not have passed `parseCustomMapping`.
 */
export function compileParseTexts(paths: readonly string[]): ParseTexts {
  const steps = paths.map((path) => {
    const parsed = parsePath(path);
    if (!parsed.ok) throw new Error(parsed.message);
    return parsed.path.steps;
  });
  return (body) => steps.reduce(parseAt, body);
}

function parseAt(body: Json, steps: readonly PathStep[]): Json {
  const text = readSteps(body, steps);
  if (typeof text !== 'string') return body;
  try {
    return replaceAt(body, steps, parseLossless(text));
  } catch (error) {
    // Plain text where JSON was hoped for stays plain text: SNS carries both.
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}
