import { InvalidArgumentError } from 'commander';

/** Reads an option that is a number of seconds. @throws InvalidArgumentError */
export function readSeconds(text: string): number {
  return readWhole(text, { min: 0, max: 86_400, what: 'a whole number of seconds' });
}

/** Reads an option that says how many. @throws InvalidArgumentError */
export function readCount(text: string): number {
  return readWhole(text, { min: 1, max: 10_000, what: 'a whole number' });
}

function readWhole(
  text: string,
  { min, max, what }: { readonly min: number; readonly max: number; readonly what: string },
): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  throw new InvalidArgumentError(`${what} from ${min} to ${max} is expected.`);
}
