import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeDocument } from '../../../../../adapters/dynamodb/encoding/document';
import { INLINE_LIMIT, joinParts, splitDocument } from '../../../../../adapters/dynamodb/encoding/split-document';
import { anyJson } from '../../../../support/arbitraries/json';

describe('a document in an item', () => {
  it('is one attribute when it fits, and comes back as it was', () => {
    fc.assert(
      fc.property(anyJson, (document) => {
        const split = splitDocument(document);
        expect(split).toMatchObject({ form: 'inline' });
        expect(split.form === 'inline' && decodeDocument(split.value)).toEqual(document);
      }),
    );
  });

  it('is in pieces that fit when it is too large even compressed, and comes back as it was', () => {
    const document = { log: randomBytes(700_000).toString('base64'), lone: '\ud800' };
    const split = splitDocument(document);
    const parts = split.form === 'parts' ? split.parts : [];
    expect(parts.length).toBeGreaterThan(1);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(INLINE_LIMIT);
    expect(joinParts(parts)).toEqual(document);
  });

  it('comes back from pieces also where compressing did not help', () => {
    const document = randomBytes(60)
      .toString('latin1')
      .replaceAll(/[\0-\x7f]/g, 'é');
    const split = splitDocument(document, 10);
    expect(joinParts(split.form === 'parts' ? split.parts : [])).toEqual(document);
  });

  it('has pieces of other keys when it is another document', () => {
    const digest = (document: string): unknown => splitDocument(document, 1);
    expect(digest('one')).not.toMatchObject({ digest: (digest('two') as { digest: string }).digest });
  });
});
