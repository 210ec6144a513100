import { describe, expect, it } from '@jest/globals';
import { resolveValue, type Values } from '../../../local/assembly/resolve';
import type { Json } from '../../../local/json';

const values: Values = {
  ref: (id) => ({ Queue: 'http://queue', 'AWS::Region': 'us-east-1', List: ['x', 'y'] })[id],
  attribute: (id, name) => (id === 'Queue' && name === 'Arn' ? 'arn:queue' : undefined),
  condition: (name) => ({ Yes: true, No: false })[name],
};
const resolve = (value: Json) => resolveValue(value, values, 'Here');

describe("resolving a template's values", () => {
  it('leaves literals as they are, at any depth', () => {
    expect(resolve({ a: [1, 'x', null, { b: true }] })).toEqual({ a: [1, 'x', null, { b: true }] });
  });

  it('replaces references and attributes', () => {
    expect(resolve({ Ref: 'Queue' })).toBe('http://queue');
    expect(resolve({ 'Fn::GetAtt': ['Queue', 'Arn'] })).toBe('arn:queue');
    expect(resolve({ 'Fn::GetAtt': 'Queue.Arn' })).toBe('arn:queue');
  });

  it('joins, splits and selects', () => {
    expect(resolve({ 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, 3]] })).toBe('a-us-east-1-3');
    expect(resolve({ 'Fn::Join': [',', { Ref: 'List' }] })).toBe('x,y');
    expect(resolve({ 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Queue', 'Arn'] }] }] })).toBe('queue');
  });

  it('substitutes names, attributes and own variables in text, and keeps escaped ones', () => {
    expect(resolve({ 'Fn::Sub': '${AWS::Region}/${Queue.Arn}/${!Kept}' })).toBe('us-east-1/arn:queue/${Kept}');
    expect(resolve({ 'Fn::Sub': ['${Own}!', { Own: { Ref: 'Queue' } }] })).toBe('http://queue!');
  });

  it('chooses by conditions and leaves out what has no value', () => {
    expect(resolve({ 'Fn::If': ['Yes', 'a', 'b'] })).toBe('a');
    expect(resolve({ a: { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] }, b: 2 })).toEqual({ b: 2 });
    expect(resolve([1, { Ref: 'AWS::NoValue' }])).toEqual([1]);
  });

  it.each([{ Ref: 'Nobody' }, { 'Fn::GetAtt': ['Queue', 'Nothing'] }, { 'Fn::ImportValue': 'x' }])(
    'says where it met what it does not know: %j',
    (value) => {
      expect(() => resolve({ deep: [value] })).toThrow(/Here\.deep/);
    },
  );
});
