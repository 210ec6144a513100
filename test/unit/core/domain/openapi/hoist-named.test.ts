import { describe, expect, it } from '@jest/globals';
import { hoistNamed } from '../../../../../core/domain/openapi/hoist-named';

describe('the named schemas of the document', () => {
  it('are there once, wherever they are used, also within each other', () => {
    const inner = { title: 'Inner', type: 'string' };
    const outer = { title: 'Outer', properties: { inner, list: { items: inner } } };
    expect(hoistNamed({ a: { schema: outer }, b: [inner] })).toEqual({
      value: {
        a: { schema: { $ref: '#/components/schemas/Outer' } },
        b: [{ $ref: '#/components/schemas/Inner' }],
      },
      components: {
        Inner: inner,
        Outer: {
          title: 'Outer',
          properties: {
            inner: { $ref: '#/components/schemas/Inner' },
            list: { items: { $ref: '#/components/schemas/Inner' } },
          },
        },
      },
    });
  });

  it('may have a property that is called title', () => {
    const schema = { type: 'object', properties: { title: { type: 'string' } } };
    expect(hoistNamed({ schema })).toEqual({ value: { schema }, components: {} });
  });

  it('have names of their own', () => {
    const twice = { a: { title: 'Team', type: 'object' }, b: { title: 'Team', type: 'string' } };
    expect(() => hoistNamed(twice)).toThrow('Two schemas are named Team.');
  });
});
