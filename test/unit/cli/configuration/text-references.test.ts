import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { References } from '../../../../cli/configuration/references';
import {
  escapeText,
  referencesIn,
  referenceText,
  resolveText,
  type Reference,
} from '../../../../cli/configuration/text-references';

const piece = fc.constantFrom('$', '{', '}', 'env', 'tag', ':', 'A', '%', '25', '${env:A}', '$${tag:b}', ' ');
const anyText = fc.oneof(
  fc.string(),
  fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
);
const never = ({ kind, name }: Reference): string => {
  throw new Error(`${kind}:${name} was looked up`);
};

describe('references in texts', () => {
  it('are none in plain text, which comes back as it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(resolveText(escapeText(text), never)).toBe(text);
      }),
    );
  });

  it('carry any name', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        expect(referencesIn({ a: [`x ${referenceText('tag', name)}`] })).toEqual([{ kind: 'tag', name }]);
      }),
    );
  });

  it('are put in where they stand', () => {
    const text = resolveText(
      '${env:A}/${tag:b c}/$${env:A}/${other:x}/${{payload.a}}',
      ({ kind, name }) => `<${kind} ${name}>`,
    );
    expect(text).toBe('<env A>/<tag b c>/${env:A}/${other:x}/${{payload.a}}');
  });

  it('stand for ids that have a name of their own', () => {
    const [one, two, three] = ['a', 'b', 'c'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`);
    const references = new References([
      { kind: 'tag', name: 'Red', id: one! },
      { kind: 'tag', name: 'Twice', id: two! },
      { kind: 'tag', name: 'Twice', id: three! },
      { kind: 'user', name: 'a@example.com', id: 'dddddddd-0000-4000-8000' },
    ]);
    const text = `${one!},${two!} and dddddddd-0000-4000-8000, not eeeeeeee-0000-4000-8000-000000000000 nor \${env:A}`;
    expect(references.nameIds(text)).toBe(
      `\${tag:Red},${two!} and \${user:a@example.com}, not eeeeeeee-0000-4000-8000-000000000000 nor $\${env:A}`,
    );
    expect(references.idOf('tag', 'Red')).toBe(one);
    expect(references.idOf('tag', two!)).toBe(two);
    expect(() => references.idOf('tag', 'Twice')).toThrow('There is more than one tag Twice.');
    expect(() => references.idOf('sla', 'Red')).toThrow('There is no sla Red.');
  });
});
