import type { JsonCaller } from '../aws-json';

/** Fetches a secret's key once per process; a failed fetch is tried again by the next caller. */
export type SecretText = () => Promise<string>;

/** Reads the field `key` of the JSON document that the secret with this ARN holds. Errors never show the secret. */
export function createSecretText(secrets: JsonCaller<'secretsmanager'>, arn: string): SecretText {
  let fetched: Promise<string> | undefined;
  return () => {
    fetched ??= fetchKey(secrets, arn).catch((error: unknown) => {
      fetched = undefined;
      throw error;
    });
    return fetched;
  };
}

async function fetchKey(secrets: JsonCaller<'secretsmanager'>, arn: string): Promise<string> {
  const { SecretString: text } = await secrets.call('GetSecretValue', { SecretId: arn });
  const key = typeof text === 'string' ? readKey(text) : null;
  if (key === null) throw new Error(`The secret ${arn} is no JSON document with a text "key".`);
  return key;
}

function readKey(text: string): string | null {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document !== 'object' || document === null || !('key' in document)) return null;
    return typeof document.key === 'string' && document.key !== '' ? document.key : null;
  } catch {
    // The parser's message quotes the text, which is the secret: only that it is none is told.
    return null;
  }
}
