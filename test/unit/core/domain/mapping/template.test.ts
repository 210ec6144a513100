import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../../../core/contracts/json';
import { parseLossless } from '../../../../../core/domain/json/parse-lossless';
import { parseTemplate, renderList, renderTemplate } from '../../../../../core/domain/mapping/template';

function parse(text: string) {
  const parsed = parseTemplate(text, ['payload', 'item', 'message']);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.template;
}
const render = (text: string, payload: Json) => renderTemplate(parse(text), { payload, message: 'm' });

describe('expressions', () => {
  const body = parseLossless(
    '{"a":{"b":[{"c":"deep"}],"a key":1,"a.b":2,"q\\"":3},"zero":0,"no":false,"nil":null,"empty":"","big":12345678901234567890,"list":["x","y",1],"0":"nought","été":"summer","@t":"at"}',
  );

  it.each([
    ['{{payload.a.b[0].c}}', 'deep'],
    ['{{ payload.a["a key"] }}', '1'],
    ["{{payload.a['a.b']}}", '2'],
    ['{{payload.a["q\\""]}}', '3'],
    ['{{payload["a"].b[ 0 ].c}}', 'deep'],
    ['{{payload.a.b.0.c}}', 'deep'],
    ['{{payload[0]}}', 'nought'],
    ['{{payload.été}}{{payload.@t}}', 'summerat'],
    ['{{payload.zero}} {{payload.no}}', '0 false'],
    ['{{payload.big}}', '12345678901234567890'],
    ['{{payload.a.b}}', '[{"c":"deep"}]'],
    ['{{message}}: {{payload.list[2]}}', 'm: 1'],
    ['{{payload.empty | default: "x"}}', ''],
    ['{{payload.gone | default: "x"}}', 'x'],
    ["{{payload.gone|default:'it\\'s'}}", "it's"],
    ['{{payload.gone | default: "}} \\"" }}!', '}} "!'],
    ['a } b }} {c}', 'a } b }} {c}'],
    ['{{{payload.zero}}}', '{0}'],
  ])('%s gives %j', (text, expected) => {
    expect(render(text, body)).toEqual({ text: expected, missing: [], cut: false });
  });

  it('gives nothing for what is missing or null, and says so', () => {
    expect(render('<{{payload.gone.deeper}}{{payload.nil}}{{payload.list[9]}}>', body)).toEqual({
      text: '<>',
      missing: ['payload.gone.deeper', 'payload.nil', 'payload.list[9]'],
      cut: false,
    });
  });

  it.each([
    'payload.__proto__',
    'payload.constructor.name',
    'payload.list.length',
    'payload.a.toString',
    'payload.empty.length',
    'payload.list.__proto__',
    'payload.big.rawJSON',
    'payload["__proto__"]["x"]',
  ])('reads own properties only: %s is missing', (path) => {
    expect(render(`{{${path}}}`, body)).toMatchObject({ text: '', missing: [path] });
  });

  it.each([
    ['{{payload.title', '{{payload.title: }} is expected'],
    ['{{}}', 'a path such as payload.title'],
    ['{{payload.}}', 'unfinished path'],
    ['{{payload[a]}}', 'unfinished path'],
    ['{{payload.a b}}', '}} is expected'],
    ['{{payload.a | upper}}', '}} is expected'],
    ['{{title}}', 'unknown name "title"'],
    ['{{message.a}}', 'has no keys'],
    ['x'.repeat(10_001), 'at most 10000'],
  ])('refuses %s when saving', (text, message) => {
    expect(parseTemplate(text, ['payload', 'message'])).toEqual({
      ok: false,
      message: expect.stringContaining(message),
    });
  });

  it('caps its output at 16 KB of well-formed UTF-8, however often a large value is asked for', () => {
    const large = 'é'.repeat(500_000);
    const { text, cut } = render('{{payload.x}}'.repeat(700), { x: large });
    expect({ bytes: Buffer.byteLength(text), cut }).toEqual({ bytes: 16_384, cut: true });
    expect(render('{{payload.x}}', { x: '\ud800 lone' }).text).toBe('\ufffd lone');
    expect(Buffer.byteLength(render('{{payload}}', { x: Array.from({ length: 100_000 }, () => ({})) }).text)).toBe(
      16_384,
    );
  });

  it('gives lists as they are, or split at commas', () => {
    expect(renderList(parse('{{payload.list}}'), { payload: body })).toEqual(['x', 'y', '1']);
    expect(renderList(parse('a, {{payload.gone}},b{{payload.zero}}'), { payload: body })).toEqual(['a', 'b0']);
  });
});
