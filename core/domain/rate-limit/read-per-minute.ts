import { MAX_PER_MINUTE } from './token-bucket';

/**
 * Reads a limit per minute from a setting; 0 = there is none.
 * @param name of the setting, for the error
 * @throws Error when it is no whole number in range: better no start than a limit that nobody meant.
 */
export function readPerMinute(text: string, name: string): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Infinity;
  if (value <= MAX_PER_MINUTE) return value;
  throw new Error(`${name} must be a whole number from 0 to ${MAX_PER_MINUTE}, not ${JSON.stringify(text)}.`);
}
