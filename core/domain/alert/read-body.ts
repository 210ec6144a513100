import type { FieldError, Json } from '../../contracts/json';
import { parseLossless } from '../json/parse-lossless';

/**
 * How deep a body may nest. Monitors send a handful of levels; the cap keeps every recursive walk over a body
 * (expressions, conditions, serialisation) far from the end of the stack.
 */
export const MAX_DEPTH = 100;

export type ReadBody =
  | { readonly ok: true; readonly text: string; readonly value: Json }
  | { readonly ok: false; readonly error: FieldError };

/** Reads bytes as UTF-8 JSON (RFC 8259), numbers as sent; a byte order mark is skipped. The text comes back unchanged. */
export function readJsonBody(bytes: Uint8Array): ReadBody {
  const text = decodeUtf8(bytes);
  if (text === null) return refuse('The body is not valid UTF-8.');
  if (text.trim() === '') return refuse('The body is empty; a JSON object was expected.');
  if (depthOf(text) > MAX_DEPTH) return refuse(`The body nests deeper than ${MAX_DEPTH} levels.`);
  try {
    return { ok: true, text, value: parseLossless(text) };
  } catch (error) {
    // V8's message names the place; it may quote a little of the body, which is the sender's own.
    return refuse(`The body is not JSON: ${error instanceof Error ? error.message : 'unreadable'}.`);
  }
}

function refuse(message: string): ReadBody {
  return { ok: false, error: { path: '', message } };
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // The only thing `fatal` throws for is bytes that are no UTF-8.
    return null;
  }
}

/** How deep brackets nest outside of strings: one pass over the text, before anything recursive sees it. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (inString) {
      if (char === BACKSLASH) i++;
      else if (char === QUOTE) inString = false;
    } else if (char === QUOTE) inString = true;
    else if (char === OPEN_BRACE || char === OPEN_BRACKET) deepest = Math.max(deepest, ++depth);
    else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) depth--;
  }
  return deepest;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
