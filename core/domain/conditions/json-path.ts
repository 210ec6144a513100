import parse from 'jsonpath-rfc9535/parser';
import type { Json } from '../../contracts/json';
import type { Budget } from '../json/budget';
import { checkQuery } from './json-path-check';
import { selectNodes } from './json-path-select';

/** A compiled JSONPath: all nodes of a body that it selects, in the order of RFC 9535. */
export type JsonPath = (root: Json, budget: Budget) => readonly Json[];
export type JsonPathResult =
  { readonly ok: true; readonly select: JsonPath } | { readonly ok: false; readonly message: string };

const MAX_LENGTH = 1000;

/**
 * Compiles a JSONPath (RFC 9535). The library parses; selecting is our own, because the body comes from anyone: it keeps
 * its own stack (nesting of any depth), reads own properties only, runs patterns in linear time, and counts its work.
 */
export function compileJsonPath(text: string): JsonPathResult {
  if (text.length > MAX_LENGTH) return { ok: false, message: `a JSONPath has at most ${MAX_LENGTH} characters` };
  try {
    const query = parse(text);
    const problem = checkQuery(query);
    if (problem !== null) return { ok: false, message: `not a valid JSONPath: ${problem}` };
    return { ok: true, select: (root, budget) => selectNodes(query.segments, root, { root, budget }) };
  } catch (error) {
    return { ok: false, message: `not a valid JSONPath: ${error instanceof Error ? error.message : String(error)}` };
  }
}
