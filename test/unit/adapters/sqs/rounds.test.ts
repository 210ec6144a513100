import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { groupOf } from '../../../../adapters/sqs/deliveries-queue';
import { toBatches, toRounds, type Sendable } from '../../../../adapters/sqs/rounds';
import { aDeliveryMessage } from '../../../support/builders/deliveries';

const anyMessages: fc.Arbitrary<readonly Sendable[]> = fc
  .array(fc.record({ group: fc.constantFrom('a', 'b', 'c', 'd'), size: fc.constantFrom(1, 300_000, 600_000) }), {
    maxLength: 40,
  })
  .map((messages) => messages.map(({ group, size }, i) => ({ id: String(i), group, body: 'x'.repeat(size) })));

const idsOf = (messages: readonly Sendable[], group: string): readonly string[] =>
  messages.filter((message) => message.group === group).map(({ id }) => id);

describe('rounds of messages for a FIFO queue', () => {
  it('have every message once, in the order of its group, and one of a group at most', () => {
    fc.assert(
      fc.property(anyMessages, (messages) => {
        const rounds = toRounds(messages);
        for (const group of ['a', 'b', 'c', 'd']) expect(idsOf(rounds.flat(), group)).toEqual(idsOf(messages, group));
        for (const round of rounds) expect(new Set(round.map(({ group }) => group)).size).toBe(round.length);
      }),
      { numRuns: 30 },
    );
  });

  it('are cut into batches of ten messages and a mebibyte at most, without any lost', () => {
    fc.assert(
      fc.property(anyMessages, (messages) => {
        const batches = toBatches(messages);
        expect(batches.flat()).toEqual(messages);
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(10);
          expect(batch.reduce((sum, { body }) => sum + body.length, 0)).toBeLessThanOrEqual(1_048_576);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('the group of a delivery', () => {
  it('is that of its endpoint and incident, whatever the transition', () => {
    const one = aDeliveryMessage({ sequence: 1 });
    expect(groupOf({ ...one, sequence: 2, id: 'another' })).toBe(groupOf(one));
  });

  it('is another for another endpoint or another incident', () => {
    const one = aDeliveryMessage();
    const groups = [
      one,
      { ...one, integration: 'another' },
      { ...one, incident: { ...one.incident, unique_id: 'another' } },
    ].map(groupOf);
    expect(new Set(groups).size).toBe(3);
  });

  it('is one of a few lanes of its endpoint when it is replayed, and always the same one for an incident', () => {
    const redelivery = { after: 1, nonce: 'n', replay: 'r' };
    const incidents = Array.from({ length: 200 }, (_, n) => ({ incident_number: n, unique_id: `incident ${n}` }));
    const replayed = incidents.map((incident) => aDeliveryMessage({ integration: 'one', incident, redelivery }));
    const lanes = new Set(replayed.map(groupOf));
    expect(lanes.size).toBe(4);
    for (const message of replayed) {
      expect(groupOf({ ...message, sequence: 9, redelivery: { ...redelivery, replay: 'other' } })).toBe(
        groupOf(message),
      );
      expect(lanes).not.toContain(groupOf({ ...message, integration: 'another' }));
      const alone = { ...message, redelivery: { after: 1, nonce: 'n' } };
      expect(lanes).not.toContain(groupOf(alone));
      expect(groupOf(alone)).toBe(groupOf({ ...message, redelivery: { after: 0, nonce: 'm' } }));
    }
  });
});
