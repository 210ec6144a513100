import { createHash } from 'node:crypto';

/** The version-4 UUID text of 16 bytes, of which six bits give way to version and variant (RFC 9562). */
export function stampUuid(bytes: Uint8Array): string {
  const stamped = Buffer.from(bytes);
  stamped.writeUInt8((stamped.readUInt8(6) & 0x0f) | 0x40, 6);
  stamped.writeUInt8((stamped.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = stamped.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/**
 * A version-4-looking UUID (contract §0.5: clients check that) that follows from its parts: doing a step again after a
 * crash, or showing the same thing again, gives the same id. Not secret: whoever knows the parts can make it.
 */
export function deriveUuid(...parts: readonly string[]): string {
  return stampUuid(createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16));
}

/**
 * Usernames are a UUID text cut after the first digit of its last group, as in every public sample
 * (`fe07dd6c-1f20-485e-bddb-c`): 25 characters, dashes included.
 */
const USERNAME_LENGTH = 25;

/** The username that a UUID gives. */
export function usernameOf(uuid: string): string {
  return uuid.slice(0, USERNAME_LENGTH);
}

/** A username that follows from its parts. */
export function deriveUsername(...parts: readonly string[]): string {
  return usernameOf(deriveUuid(...parts));
}
