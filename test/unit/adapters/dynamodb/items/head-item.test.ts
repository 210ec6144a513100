import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeArchived,
  decodeHead,
  encodeArchived,
  encodeHead,
} from '../../../../../adapters/dynamodb/items/head-item';
import { TTL_ATTRIBUTE } from '../../../../../core/contracts/keys';
import { STATUS, type EntityHead } from '../../../../../core/contracts/incident';
import { anyHead } from '../../../../support/arbitraries/incident';
import { itemSize } from '../../../../support/item-size';

const AT = 1_789_000_000_123_456;

/** A head as big as usual ones get: texts that don't compress, full lists, every optional field set. */
function typicalHead(): EntityHead {
  const entity_id = randomBytes(15).toString('hex');
  const owner = { account: 'ab1cd', integration: randomUUID(), entity_id };
  return {
    ...owner,
    version: 12_345,
    memory: {
      resolved_at: AT,
      acknowledged_at: AT + 1,
      unacknowledged_at: AT + 2,
      triggers: Array.from({ length: 8 }, (_, i) => AT + i),
    },
    incident: {
      ...owner,
      team: randomUUID(),
      service: randomUUID(),
      ordinal: 17,
      number: 123_456,
      unique_id: 'mHpKeQRxVtNjDwCZsYfBgL',
      title: randomBytes(40).toString('hex'),
      summary: randomBytes(75).toString('hex'),
      status: STATUS.resolved,
      urgency: 1,
      escalation_policy: randomUUID(),
      priority: null,
      sla: null,
      tags: [],
      assigned_to: randomUUID().slice(0, 23),
      settings: null,
      muted_endpoints: [],
      opened_by: randomUUID(),
      created_at: AT,
      acknowledged_at: AT + 1,
      resolved_at: AT + 2,
      sequence: 3,
      transitions: [
        { sequence: 1, type: 'triggered', at: AT },
        { sequence: 2, type: 'acknowledged', at: AT + 1 },
        { sequence: 3, type: 'resolved', at: AT + 2 },
      ],
    },
    recent_alerts: Array.from({ length: 8 }, () => randomUUID()),
    alert_pages: 3,
  };
}

describe('the item of an entity head', () => {
  it('gives back any head as it was', () => {
    fc.assert(
      fc.property(anyHead, fc.boolean(), (head, transitioned) => {
        expect(decodeHead(encodeHead(head, transitioned))).toEqual(head);
      }),
    );
  });

  it('has no time to live, nor has an incident that its entity left behind: the table never deletes them', () => {
    const head = typicalHead();
    const incident = head.incident!;
    const archived = { version: 3, incident, recent_alerts: head.recent_alerts, alert_pages: head.alert_pages };
    for (const item of [encodeHead(head, true), encodeArchived(archived)])
      expect(item).not.toHaveProperty(TTL_ATTRIBUTE);
  });

  it('gives back any archived incident with the alerts its head knew', () => {
    fc.assert(
      fc.property(anyHead, (head) => {
        fc.pre(head.incident !== null);
        const { version, incident, recent_alerts, alert_pages } = head;
        const archived = { version, incident, recent_alerts, alert_pages };
        expect(decodeArchived(encodeArchived(archived))).toEqual(archived);
      }),
    );
  });

  it('costs one write unit for a usual incident', () => {
    expect(itemSize(encodeHead(typicalHead(), true))).toBeLessThanOrEqual(1_024);
  });

  it('is marked for dispatch only by the write that changed a status', () => {
    expect(encodeHead(typicalHead(), true)['transitioned']).toEqual({ BOOL: true });
    expect(encodeHead(typicalHead(), false)).not.toHaveProperty('transitioned');
  });

  it('refuses an incident that belongs to another entity', () => {
    const head = typicalHead();
    const stray = { ...head, incident: { ...head.incident!, entity_id: 'another' } };
    expect(() => encodeHead(stray, false)).toThrow('another entity');
  });

  it('compresses long texts', () => {
    const head = typicalHead();
    const long = { ...head, incident: { ...head.incident!, summary: 'disk nearly full on db-1. '.repeat(100) } };
    expect(itemSize(encodeHead(long, true))).toBeLessThanOrEqual(1_024);
    expect(decodeHead(encodeHead(long, true))).toEqual(long);
  });
});
