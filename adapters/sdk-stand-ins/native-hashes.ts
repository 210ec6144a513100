import { createHash, createHmac, type Hash } from 'node:crypto';

/*
 * Stands in for `@smithy/core/checksum` when functions are bundled: the hashes by Node's crypto alone, without the
 * implementations in JavaScript for where there is none, and without zlib, which the SDK loads for a checksum that no call
 * here uses. The names and the interface are the SDK's.
 */

/** What the SDK hashes: `ArrayBuffer` is its habit, Node wants a view of it. */
type Source = string | ArrayBuffer | ArrayBufferView;

type Hashing = Pick<Hash, 'digest'> & { readonly update: (data: string | Buffer) => unknown };

function createHashClass(algorithm: string) {
  return class NativeHash {
    #hash: Hashing;
    readonly #secret: string | Buffer | undefined;

    /** With a secret it is an HMAC (RFC 2104); an empty text is none, as in the SDK. */
    constructor(secret?: Source) {
      this.#secret = secret === undefined || secret === '' ? undefined : toBinary(secret);
      this.#hash = this.#begin();
    }

    update(data: Source): void {
      this.#hash.update(toBinary(data));
    }

    digest(): Promise<Uint8Array> {
      return Promise.resolve(new Uint8Array(this.#hash.digest()));
    }

    reset(): void {
      this.#hash = this.#begin();
    }

    #begin(): Hashing {
      return this.#secret === undefined ? createHash(algorithm) : createHmac(algorithm, this.#secret);
    }
  };
}

function toBinary(data: Source): string | Buffer {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}

/** SHA-256 (FIPS 180-4): requests are signed with it. */
export const Sha256 = createHashClass('sha256');
/** MD5 (RFC 1321): by it the SDK checks that a queue has what was sent. */
export const Md5 = createHashClass('md5');
