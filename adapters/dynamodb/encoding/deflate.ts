import type zlibModule from 'node:zlib';

/**
 * Node's zlib, loaded when the first text is deflated or inflated: it takes three milliseconds, and ingest, whose cold
 * starts a monitor waits for, reads items that are too short for it.
 */
const zlib = (): typeof zlibModule => process.getBuiltinModule('node:zlib');

/** The bytes of a text, deflated without a header (RFC 1951). */
export const deflate = (text: string): Buffer => zlib().deflateRawSync(text);

/** The text that {@link deflate} was given. Throws when the bytes are not its. */
export const inflate = (bytes: Uint8Array): string => zlib().inflateRawSync(bytes).toString();
