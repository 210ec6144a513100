import { describe, expect, it } from '@jest/globals';
import { parseCustomMapping } from '../../../../../core/domain/mapping/parse-mapping';
import { mapOne } from './map';

const one = (set: unknown, more: object = {}) => ({ enabled: true, blocks: [{ set, ...more }] });

describe('saving a custom mapping', () => {
  it.each([
    ['a text', 'custom_mapping', 'x'],
    ['no blocks', 'custom_mapping.blocks', { enabled: true }],
    ['an empty list of blocks', 'custom_mapping.blocks', { enabled: true, blocks: [] }],
    ['a switch that is none', 'custom_mapping.enabled', { ...one({ message: 'x' }), enabled: 'yes' }],
    ['an unknown key', 'custom_mapping.foreach', { ...one({ message: 'x' }), foreach: 'payload.a' }],
    ['no message anywhere', 'custom_mapping.blocks', one({ summary: 'x' })],
    ['an empty message', 'custom_mapping.blocks[0].set.message', one({ message: ' ' })],
    ['a message that is no text', 'custom_mapping.blocks[0].set.message', one({ message: 5 })],
    [
      'an unfinished expression',
      'custom_mapping.blocks[1].set.message',
      { enabled: true, blocks: [{ set: { message: 'x' } }, { set: { message: '{{payload.title' } }] },
    ],
    ['an unknown field', 'custom_mapping.blocks[0].set.title', one({ message: 'x', title: 'y' })],
    ['an unknown alert type', 'custom_mapping.blocks[0].set.alert_type', one({ message: 'x', alert_type: 'fatal' })],
    [
      'an unknown alert type in a table',
      'custom_mapping.blocks[0].set.alert_type.values["Open"]',
      one({ message: 'x', alert_type: { key: 'payload.a', values: { Open: 'fatal' } } }),
    ],
    [
      'an unknown default',
      'custom_mapping.blocks[0].set.alert_type.default',
      one({ message: 'x', alert_type: { key: 'payload.a', values: {}, default: 'fatal' } }),
    ],
    [
      'a key that is no path',
      'custom_mapping.blocks[0].set.alert_type.key',
      one({ message: 'x', alert_type: { key: 'payload..a', values: {} } }),
    ],
    [
      'a link without an address',
      'custom_mapping.blocks[0].set.urls[0].link_url',
      one({ message: 'x', urls: [{ link_text: 'y' }] }),
    ],
    ['an unfinished tag', 'custom_mapping.blocks[0].set.tags[1]', one({ message: 'x', tags: ['a', '{{'] })],
    ['a condition of no kind', 'custom_mapping.blocks[0].when', one({ message: 'x' }, { when: {} })],
    [
      'a lookahead',
      'custom_mapping.blocks[0].when.all[0].value',
      one({ message: 'x' }, { when: { all: [{ field: 'payload.a', op: 'matches', value: '^(?=a)' }] } }),
    ],
    [
      'a similar incident',
      'custom_mapping.blocks[0].when.field',
      one({ message: 'x' }, { when: { field: 'seconds_since_similar', op: 'lte', value: 5 } }),
    ],
    ['item without for_each', 'custom_mapping.blocks[0].set.message', one({ message: '{{item.a}}' })],
    [
      'item in a condition without for_each',
      'custom_mapping.blocks[0].when.field',
      one({ message: 'x' }, { when: { field: 'item.a', op: 'exists' } }),
    ],
    [
      'a for_each that is no path of the body',
      'custom_mapping.for_each',
      { ...one({ message: 'x' }), for_each: 'alerts' },
    ],
  ])('refuses %s, with the path %s', (_, path, input) => {
    const parsed = parseCustomMapping(input);
    expect(parsed).toMatchObject({ ok: false });
    expect(parsed.ok ? [] : parsed.errors.map((error) => error.path)).toEqual([path]);
  });

  it('tells every problem at once', () => {
    const parsed = parseCustomMapping({
      enabled: true,
      blocks: [{ set: { message: '{{x}}' } }, { when: { any: [] }, set: {} }],
    });
    expect(parsed.ok ? [] : parsed.errors.map(({ path }) => path)).toEqual([
      'custom_mapping.blocks[0].set.message',
      'custom_mapping.blocks[1].set',
      'custom_mapping.blocks[1].when.any',
    ]);
  });

  it('says why a lookahead is refused', () => {
    const parsed = parseCustomMapping(
      one({ message: 'x' }, { when: { field: 'message', op: 'matches', value: 'a(?!b)' } }),
    );
    expect(parsed.ok ? '' : parsed.errors[0]?.message).toContain('lookahead and lookbehind');
  });

  it('takes every field of the generic body', () => {
    const set = {
      message: '{{payload.m}}',
      summary: 's',
      entity_id: '{{payload.id}}',
      alert_type: '{{payload.type}}',
      suppressed: '{{payload.quiet}}',
      urls: [{ link_url: 'https://example.com/{{payload.id}}', link_text: 'it' }, { link_url: '{{payload.gone}}' }],
      sla: '{{payload.sla}}',
      escalation_policy: '',
      priority: 'p1',
      tags: ['t1', '{{payload.tags}}', 't1'],
    };
    expect(
      mapOne(one(set), { m: 'hi', id: 7, type: 'WARNING', quiet: true, sla: 's1', tags: ['a', 'b'] }),
    ).toMatchObject({
      message: 'hi',
      summary: 's',
      entity_id: '7',
      alert_type: 'warning',
      suppressed: true,
      urls: [{ link_url: 'https://example.com/7', link_text: 'it' }],
      sla: 's1',
      escalation_policy: null,
      priority: 'p1',
      tags: ['t1', 'a', 'b'],
    });
  });

  it('takes links and tags from lists of the body', () => {
    const fields = mapOne(one({ message: 'x', urls: '{{payload.links}}', tags: '{{payload.tags}}' }), {
      links: ['https://a', { link_url: 'https://b', link_text: 'b' }, {}, null],
      tags: 'x, y',
    });
    expect(fields.urls).toEqual([
      { link_url: 'https://a', link_text: 'https://a' },
      { link_url: 'https://b', link_text: 'b' },
    ]);
    expect(fields.tags).toEqual(['x', 'y']);
  });

  it('keeps what an earlier block chose when a later table does not list the value', () => {
    const blocks = [
      { set: { message: 'x', alert_type: 'error' } },
      { set: { alert_type: { key: 'payload.s', values: { up: 'resolved' } } } },
    ];
    expect(mapOne({ enabled: true, blocks }, { s: 'sideways' }).alert_type).toBe('error');
    expect(mapOne({ enabled: true, blocks }, { s: 'up' }).alert_type).toBe('resolved');
  });

  it('reads texts that hold JSON where it is told to, and leaves other texts alone', () => {
    const mapping = {
      ...one({ message: '{{payload.Message.name}}{{payload.Other}}' }),
      parse_json: ['payload.Message', '{{payload.Other}}', 'payload.Gone.x'],
    };
    const fields = mapOne(mapping, { Message: '{"name":"cpu","id":12345678901234567890}', Other: ' plain {' });
    expect(fields.message).toBe('cpu plain {');
    expect(JSON.stringify(fields.payload)).toContain('{"payload":{"Message":{"name":"cpu","id":12345678901234567890}');
    const refused = parseCustomMapping({ ...one({ message: 'x' }), parse_json: ['payload.a', 'Message'] });
    expect(refused.ok ? [] : refused.errors.map(({ path }) => path)).toEqual(['custom_mapping.parse_json[1]']);
  });
});
