import { describe, expect, it } from '@jest/globals';
import type { Webhook } from '../../support/receiver';
import { findBadWebhooks, findDoublyOpen, type SeenIncident } from '../../support/storm/check-storm';
import { planClosing, planStorm } from '../../support/storm/plan-storm';

/** The storm's checks decide what "nothing is lost" means, so each of them has to notice what it is there for. */
const incident = (incident_number: number, title = 'entity-1 alert', status = 3): SeenIncident => ({
  incident_number,
  unique_id: `unique-${incident_number}`,
  status,
  title,
});

const TYPES = ['triggered', 'acknowledged', 'resolved'];
const webhook = (incidentNumber: number, sequence: number, over: Partial<Webhook> = {}): Webhook => ({
  id: `${incidentNumber}/${sequence}`,
  attempt: 1,
  sequence,
  type: TYPES[sequence - 1] ?? '',
  incidentNumber,
  incident: {},
  title: '',
  headers: {},
  text: `body ${incidentNumber}/${sequence}`,
  at: 0,
  answered: 200,
  ...over,
});
const complete = (number: number): Webhook[] => [1, 2, 3].map((sequence) => webhook(number, sequence));

describe('the check of webhooks', () => {
  it('finds nothing wrong with complete ones, whatever comes in between or twice', () => {
    const [first, ...rest] = complete(2);
    const webhooks = [first!, ...complete(1), { ...first!, attempt: 2 }, ...rest];
    expect(findBadWebhooks([incident(1), incident(2)], webhooks)).toEqual([]);
  });

  it.each([
    ['a missing one', [webhook(1, 1), webhook(1, 3)], 'came as 1,3'],
    ['a wrong order', [webhook(1, 2), webhook(1, 1), webhook(1, 3)], 'came as 2,1,3'],
    ['a missing end', [webhook(1, 1), webhook(1, 2)], 'ends with acknowledged'],
    ['an incident nobody was told of', [], 'begins with nothing'],
    [
      'a second id of one transition',
      [...complete(1), webhook(1, 3, { id: 'other' })],
      '3 transitions have 4 webhook ids',
    ],
    [
      'an id used twice',
      [webhook(1, 1), webhook(1, 2, { id: '1/1' }), webhook(1, 3)],
      '3 transitions have 2 webhook ids',
    ],
    ['another body at a later attempt', [...complete(1), webhook(1, 3, { text: 'other' })], 'several ids or bodies'],
    ['the same type twice', [webhook(1, 1), webhook(1, 2, { type: 'triggered' }), webhook(1, 3)], 'tells twice'],
    ['an incident that is not there', [...complete(1), ...complete(9)], 'tell of incident 9, which is not there'],
  ])('notices %s', (_, webhooks, problem) => {
    expect(findBadWebhooks([incident(1)], webhooks).join('\n')).toContain(problem);
  });
});

describe('the check of open incidents', () => {
  it('notices two of one entity, and lets resolved ones and other entities be', () => {
    const fine = [incident(1), incident(2, 'entity-1 alert', 2), incident(3, 'entity-2 alert', 1)];
    expect(findDoublyOpen(fine)).toEqual([]);
    expect(findDoublyOpen([...fine, incident(4, 'entity-1 other', 1)])).toEqual(['entity-1 has 2 open incidents']);
  });
});

describe('a planned storm', () => {
  const size = { alerts: 2_000, entities: 20, seed: 1 };

  it('is the same for the same seed and another for another', () => {
    expect(planStorm(size)).toEqual(planStorm(size));
    expect(planStorm(size)).not.toEqual(planStorm({ ...size, seed: 2 }));
  });

  it('has every entity and type, and messages that tell alerts apart', () => {
    const storm = planStorm(size);
    expect(new Set(storm.map(({ entity }) => entity))).toEqual(new Set(planClosing(size).map(({ entity }) => entity)));
    expect(new Set(storm.map(({ type }) => type))).toEqual(new Set(['critical', 'acknowledged', 'resolved']));
    expect(new Set(storm.map(({ message }) => message)).size).toBe(size.alerts);
  });
});
