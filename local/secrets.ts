import { randomInt } from 'node:crypto';
import { secretArn } from './assembly/names';
import type { Resource } from './assembly/template';
import { readJsonFile, writeJsonFile } from './data-folder';
import { RunnerFailure } from './failure';
import { asNumber, asObject, asText, isObject, parseJson, type JsonObject } from './json';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
/** The characters that Secrets Manager calls punctuation. */
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const DEFAULT_LENGTH = 32;

/**
 * The values of the template's secrets by ARN: generated when first met, kept in `file` (owner-only) from then on.
 * Losing them would make every trace id and integration key ever given out invalid.
 */
export function loadSecrets(file: string, secrets: readonly Resource[]): ReadonlyMap<string, string> {
  const kept = readJsonFile(file) ?? {};
  const values = Object.fromEntries(secrets.map((secret) => [secret.id, asText(kept[secret.id]) ?? generate(secret)]));
  if (Object.keys(values).some((id) => kept[id] === undefined)) writeJsonFile(file, { ...kept, ...values });
  return new Map(secrets.map((secret) => [secretArn(secret), values[secret.id] ?? '']));
}

function generate({ id, properties }: Resource): string {
  const given = asText(properties['SecretString']);
  if (given !== undefined) return given;
  const rules = asObject(properties['GenerateSecretString']);
  const password = generatePassword(rules);
  const template = asText(rules['SecretStringTemplate']);
  const key = asText(rules['GenerateStringKey']);
  if (template === undefined || key === undefined) return password;
  const fields = parseJson(template);
  if (!isObject(fields))
    throw new RunnerFailure(`the template's secret ${id} has a SecretStringTemplate that is no JSON`);
  return JSON.stringify({ ...fields, [key]: password });
}

/** A password by the rules of Secrets Manager's GetRandomPassword, one character of each kind at least. */
export function generatePassword(rules: JsonObject): string {
  const excluded = asText(rules['ExcludeCharacters']) ?? '';
  const kinds = [
    rules['ExcludeLowercase'] === true ? '' : LOWER,
    rules['ExcludeUppercase'] === true ? '' : UPPER,
    rules['ExcludeNumbers'] === true ? '' : DIGITS,
    rules['ExcludePunctuation'] === true ? '' : PUNCTUATION,
    rules['IncludeSpace'] === true ? ' ' : '',
  ]
    .map((kind) => kind.replaceAll(/./g, (character) => (excluded.includes(character) ? '' : character)))
    .filter((kind) => kind !== '');
  const length = asNumber(rules['PasswordLength']) ?? DEFAULT_LENGTH;
  const every = rules['RequireEachIncludedType'] === false ? [] : kinds.map(pick);
  const rest = Array.from({ length: Math.max(0, length - every.length) }, () => pick(kinds.join('')));
  return shuffle([...every, ...rest]).join('');
}

function pick(characters: string): string {
  return characters[randomInt(characters.length)] ?? '';
}

function shuffle(characters: readonly string[]): readonly string[] {
  const shuffled = [...characters];
  for (let index = shuffled.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    [shuffled[index], shuffled[other]] = [shuffled[other] ?? '', shuffled[index] ?? ''];
  }
  return shuffled;
}
