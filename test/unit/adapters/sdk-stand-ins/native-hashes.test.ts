import { describe, expect, it } from '@jest/globals';
import { Md5 as SdkMd5, Sha256 as SdkSha256 } from '@smithy/core/checksum';
import fc from 'fast-check';
import { Md5, Sha256 } from '../../../../adapters/sdk-stand-ins/native-hashes';

/** What the SDK hashes: a text, bytes, or a view of a part of a buffer. */
const sources = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.uint8Array(),
  fc.tuple(fc.uint8Array({ minLength: 2 }), fc.nat(1)).map(([bytes, from]) => new DataView(bytes.buffer, from)),
);
const secrets = fc.option(
  fc.oneof(
    sources,
    fc.uint8Array().map((bytes) => new Uint8Array(bytes).buffer),
  ),
  {
    nil: undefined,
  },
);

describe('the hashes in place of the SDK’s', () => {
  it('are the SDK’s, whatever is hashed, in parts, with and without a secret, and again after a reset', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sources), secrets, async (parts, secret) => {
        const [ours, sdks] = [new Sha256(secret), new SdkSha256(secret)];
        for (const part of parts) {
          ours.update(part);
          // Its type promises less than it does.
          sdks.update(part as Uint8Array);
        }
        expect(await ours.digest()).toEqual(await sdks.digest());
        ours.reset();
        sdks.reset();
        ours.update('again');
        sdks.update(Buffer.from('again'));
        expect(await ours.digest()).toEqual(await sdks.digest());
      }),
      { examples: [[[], '']] },
    );
  });

  it('have MD5 too', async () => {
    const [ours, sdks] = [new Md5(), new SdkMd5()];
    ours.update('a message');
    sdks.update(Buffer.from('a message'));
    expect(await ours.digest()).toEqual(await sdks.digest());
  });
});
