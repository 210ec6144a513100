import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../../../core/contracts/json';
import { map } from './map';

const EACH = {
  enabled: true,
  for_each: 'payload.alerts',
  blocks: [
    {
      set: {
        message: '{{item.name}} in {{payload.env}}',
        entity_id: '{{item.id}}',
        alert_type: { key: 'item.status', values: { firing: 'critical', resolved: 'resolved' } },
      },
    },
  ],
};

describe('one alert per element', () => {
  it('reads each element as item, beside the body', () => {
    const alerts = map(EACH, {
      env: 'prod',
      alerts: [
        { id: 1, name: 'disk', status: 'resolved' },
        { id: 2, name: 'cpu', status: 'Firing' },
      ],
    });
    expect(alerts).toMatchObject([
      { ok: true, fields: { message: 'disk in prod', entity_id: '1', alert_type: 'resolved' } },
      { ok: true, fields: { message: 'cpu in prod', entity_id: '2', alert_type: 'critical' } },
    ]);
  });

  it('keeps the body with its own element only, and the element as item', () => {
    const [first] = map(EACH, {
      env: 'prod',
      alerts: [
        { id: 1, name: 'disk' },
        { id: 2, name: 'cpu' },
      ],
    });
    expect(first).toMatchObject({
      fields: {
        payload: {
          payload: { env: 'prod', alerts: [{ id: 1, name: 'disk' }] },
          item: { id: 1, name: 'disk' },
          message: 'disk in prod',
          entity_id: '1',
        },
      },
    });
  });

  it('lets no element harm another', () => {
    const blocks = [{ when: { field: 'item.name', op: 'exists' }, set: { message: '{{item.name}}' } }];
    const bodies: Json[] = [null, 7, [], {}, { name: '' }, { name: 'x'.repeat(1_000_000) }, { name: 'fine' }];
    const alerts = map({ enabled: true, for_each: 'payload', blocks }, bodies);
    expect(alerts.map((alert) => alert.ok)).toEqual([false, false, false, false, false, true, true]);
    expect(alerts[6]).toMatchObject({ fields: { message: 'fine' } });
    expect(alerts[0]).toMatchObject({
      reason: 'custom mapping gave no message: no block that sets message matched',
      explain: [{ step: 'for_each', index: 0 }, { step: 'block', matched: false }, { step: 'mapping' }],
    });
    expect(alerts[4]).toMatchObject({ reason: 'custom mapping gave no message: what it is made of is empty' });
  });

  it('drops nothing of 100,000 elements', () => {
    const alerts = map(EACH, {
      env: 'e',
      alerts: Array.from({ length: 100_000 }, (_, id) => ({ id, name: `n${id}` })),
    });
    expect(alerts).toHaveLength(100_000);
    expect(alerts[99_999]).toMatchObject({ ok: true, fields: { message: 'n99999 in e', entity_id: '99999' } });
  });

  it('does not store a large rest of the body with each of many elements', () => {
    const rest = 'x'.repeat(400_000);
    const alerts = map(EACH, { env: 'e', rest, alerts: Array.from({ length: 1000 }, (_, id) => ({ id, name: 'n' })) });
    expect(JSON.stringify(alerts).length).toBeLessThan(1_000_000);
    expect(alerts[5]).toMatchObject({
      fields: { message: 'n in e', payload: { payload: { alerts: [{ id: 5 }] } } },
      explain: [{ reason: expect.stringContaining('too large') }, {}],
    });
    const two = map(EACH, { env: 'e', rest, alerts: [{ name: 'n' }, { name: 'm' }] });
    expect(two[1]).toMatchObject({ fields: { payload: { payload: { rest } } } });
  });

  it.each<[string, Json, string]>([
    ['no such key', {}, 'custom mapping found no array at payload.alerts'],
    ['no array', { alerts: { a: 1 } }, 'custom mapping found no array at payload.alerts'],
    ['an empty array', { alerts: [] }, 'the array at payload.alerts is empty: there is nothing to make an alert of'],
    ['a text', { alerts: 'abc' }, 'custom mapping found no array at payload.alerts'],
    ['no object', 5, 'custom mapping found no array at payload.alerts'],
  ])('fails once, by name, for %s', (_, body, reason) => {
    expect(map(EACH, body)).toEqual([
      { ok: false, reason, missing: ['payload.alerts'], explain: [{ step: 'for_each', matched: false, reason }] },
    ]);
  });

  it('reaches arrays inside of arrays', () => {
    const mapping = {
      enabled: true,
      for_each: 'payload.groups[1]["the alerts"]',
      blocks: [{ set: { message: '{{item}}' } }],
    };
    const [only] = map(mapping, { groups: [{ a: 1 }, { 'the alerts': ['x'] }] });
    expect(only).toMatchObject({
      fields: { message: 'x', payload: { payload: { groups: [{ a: 1 }, { 'the alerts': ['x'] }] } } },
    });
  });
});
