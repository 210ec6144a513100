import { describe, expect, it } from '@jest/globals';
import { aCleanLedger, aDelivery, anEndpoint, anIncident, aTry } from '../../../support/builders/observed';
import { findDiscrepancies } from '../../../support/storm/ledger/find-discrepancies';
import type { Observed, ObservedEndpoint, Rule } from '../../../support/storm/ledger/observed';
import { sumUp } from '../../../support/storm/ledger/sum-up';

/** The checks decide what "nothing is lost" means, so each loss and each double that is planted has to be found. */
const clean = aCleanLedger();
const good = anEndpoint([1, 2]);
const rulesOf = (observed: Observed): readonly Rule[] => [
  ...new Set(findDiscrepancies(observed).map(({ rule }) => rule)),
];
/** The clean ledger with another endpoint. */
const told = (over: Partial<ObservedEndpoint>): Observed => aCleanLedger({ endpoints: [anEndpoint([1, 2], over)] });
const without = <T>(items: readonly T[], index: number): readonly T[] => items.filter((_, at) => at !== index);
const withTries = (webhooks: ObservedEndpoint['webhooks']): Observed => told({ webhooks });

describe('a clean ledger', () => {
  it('has no discrepancies', () => {
    expect(findDiscrepancies(clean)).toEqual([]);
  });

  it.each<[string, Observed]>([
    ['a webhook that comes again under its id', withTries([...good.webhooks, aTry(1, 3, { attempt: 2 })])],
    [
      'a try that was refused before the one that was taken',
      withTries([aTry(1, 1, { answered: 503 }), ...good.webhooks]),
    ],
    [
      'webhooks of two incidents in between each other',
      withTries([aTry(2, 1), aTry(1, 1), aTry(2, 2), aTry(1, 2), aTry(1, 3), aTry(2, 3)]),
    ],
    [
      'an endpoint that nobody answers at, all of it visibly pending',
      aCleanLedger({
        endpoints: [
          good,
          {
            name: 'dead',
            deliveries: good.deliveries.map((each) => ({ ...each, status: 'pending' })),
            webhooks: [aTry(1, 1, { answered: 500 }), aTry(2, 1, { answered: 0 })],
          },
        ],
      }),
    ],
    [
      'what was given up visibly',
      told({ deliveries: good.deliveries.map((each) => ({ ...each, status: 'dead_lettered' })) }),
    ],
    [
      'a webhook that was taken and is not recorded yet',
      told({ deliveries: [aDelivery(1, 1, { status: 'pending' }), ...good.deliveries.slice(1)] }),
    ],
    [
      'an alert whose answer got lost, once',
      aCleanLedger({ incidents: [anIncident(1, [1, 2, 99]), anIncident(2, [3, 4])] }),
    ],
  ])('may have %s', (_, observed) => {
    expect(findDiscrepancies(observed)).toEqual([]);
  });

  it('adds up', () => {
    expect(sumUp(clean)).toEqual({
      accepted: 5,
      completed: 5,
      failed: 0,
      incidents: 2,
      transitions: 6,
      endpoints: [{ name: 'good', delivered: 6, pending: 0, deadLettered: 0, failed: 0, taken: 6, tries: 6 }],
    });
  });
});

describe('of alerts', () => {
  const [first, ...others] = clean.alerts;
  const alerts = (changed: Observed['alerts'][number]): Observed => aCleanLedger({ alerts: [changed, ...others] });
  const other = { ...first!.end!, incident: { incident_number: 2, unique_id: 'incident-2' } };

  it.each<[string, Rule, Observed]>([
    ['one that was accepted and has no end', 'alert without an end', alerts({ ...first!, end: null, later: null })],
    ['one that tells another end later', 'alert with two ends', alerts({ ...first!, later: other })],
    ['one that tells no end later', 'alert with two ends', alerts({ ...first!, later: null })],
    [
      'one that failed',
      'alert failed',
      alerts({ ...first!, end: { ...first!.end!, status: 'failed' }, later: { ...first!.end!, status: 'failed' } }),
    ],
    ['two that were answered with one trace id', 'alert doubled', aCleanLedger({ alerts: [...clean.alerts, first!] })],
    [
      'one that no incident lists',
      'alert misplaced',
      aCleanLedger({ incidents: [anIncident(1, [2]), anIncident(2, [3, 4])] }),
    ],
    [
      'one that another incident lists than its status names',
      'alert misplaced',
      aCleanLedger({ incidents: [anIncident(1, [2]), anIncident(2, [1, 3, 4])] }),
    ],
    [
      'one of no incident that one lists',
      'alert misplaced',
      aCleanLedger({ incidents: [anIncident(1, [1, 2, 5]), anIncident(2, [3, 4])] }),
    ],
    [
      'one that an incident lists twice',
      'alert doubled',
      aCleanLedger({ incidents: [anIncident(1, [1, 1, 2]), anIncident(2, [3, 4])] }),
    ],
    [
      'one whose answer got lost that two incidents list',
      'alert doubled',
      aCleanLedger({ incidents: [anIncident(1, [1, 2, 99]), anIncident(2, [3, 4, 99])] }),
    ],
  ])('finds %s', (_, rule, observed) => {
    expect(rulesOf(observed)).toContain(rule);
  });
});

describe('of incidents', () => {
  const opened = (status: number) => anIncident(3, [], { title: 'entity-1 other', status });

  it.each<[string, Rule, Observed]>([
    ['two that were open for one entity', 'two open incidents', aCleanLedger({ before: [...clean.before, opened(2)] })],
    ['one that is still open', 'incident left open', aCleanLedger({ incidents: [...clean.incidents, opened(1)] })],
    [
      'two with one number',
      'incident doubled',
      aCleanLedger({ incidents: [...clean.incidents, anIncident(2, [], { unique_id: 'other' })] }),
    ],
    [
      'two with one id',
      'incident doubled',
      aCleanLedger({ incidents: [...clean.incidents, anIncident(3, [], { unique_id: 'incident-2' })] }),
    ],
  ])('finds %s', (_, rule, observed) => {
    expect(rulesOf(observed)).toContain(rule);
  });

  it('finds no fault with a resolved and an open one of one entity, nor with open ones of two', () => {
    expect(rulesOf(aCleanLedger({ before: [...clean.before, opened(3)] }))).toEqual([]);
  });
});

describe('of transitions', () => {
  const { deliveries, webhooks } = good;

  it.each<[string, Rule, Observed]>([
    [
      'an incident that nobody was told of',
      'transition missing',
      aCleanLedger({ incidents: [...clean.incidents, anIncident(3, [])] }),
    ],
    [
      'a gap that no endpoint saw',
      'transition missing',
      told({ deliveries: without(deliveries, 1), webhooks: without(webhooks, 1) }),
    ],
    [
      'a missing beginning',
      'transition missing',
      told({ deliveries: without(deliveries, 0), webhooks: without(webhooks, 0) }),
    ],
    [
      'a missing end, which the status of the incident gives away',
      'transition missing',
      told({ deliveries: without(deliveries, 2), webhooks: without(webhooks, 2) }),
    ],
    [
      'the same type twice in a row',
      'transition missing',
      told({
        deliveries: deliveries.with(1, aDelivery(1, 2, { type: 'triggered' })),
        webhooks: webhooks.with(1, aTry(1, 2, { type: 'triggered' })),
      }),
    ],
    [
      'one that two endpoints are told different types of',
      'transition missing',
      aCleanLedger({
        endpoints: [good, anEndpoint([1, 2], { webhooks: webhooks.with(1, aTry(1, 2, { type: 'resolved' })) })],
      }),
    ],
    [
      'those of an incident that is not there',
      'incident unknown',
      aCleanLedger({ endpoints: [anEndpoint([1, 2, 9])] }),
    ],
  ])('finds %s', (_, rule, observed) => {
    expect(rulesOf(observed)).toContain(rule);
  });
});

describe('of an endpoint', () => {
  const { deliveries, webhooks } = good;
  const [first] = deliveries;

  it.each<[string, Rule, Observed]>([
    [
      'a transition that it did not see and that is neither pending nor dead-lettered',
      'transition untold',
      aCleanLedger({
        endpoints: [good, anEndpoint([1, 2], { deliveries: without(deliveries, 4), webhooks: without(webhooks, 4) })],
      }),
    ],
    ['a transition that it saw and that is in no list', 'transition untold', told({ deliveries: deliveries.slice(1) })],
    ['a delivery that is counted twice', 'delivery doubled', told({ deliveries: [...deliveries, first!] })],
    [
      'a transition with two deliveries',
      'delivery doubled',
      told({ deliveries: [...deliveries, aDelivery(1, 1, { id: 'other' })] }),
    ],
    ['a transition that came under two ids', 'delivery doubled', withTries([...webhooks, aTry(1, 3, { id: 'other' })])],
    [
      'an id that was used for two transitions',
      'delivery doubled',
      withTries(webhooks.with(1, aTry(1, 2, { id: webhooks[0]!.id }))),
    ],
    [
      'a delivery that is called delivered and was never taken',
      'delivered unseen',
      withTries(webhooks.with(0, aTry(1, 1, { answered: 500 }))),
    ],
    [
      'a delivery that failed for good',
      'delivery failed',
      told({ deliveries: deliveries.with(0, aDelivery(1, 1, { status: 'failed' })) }),
    ],
    ['an id that came with two bodies', 'two bodies', withTries([...webhooks, aTry(1, 3, { text: 'another' })])],
    ['a wrong order', 'wrong order', withTries([aTry(1, 2), aTry(1, 1), aTry(1, 3), ...webhooks.slice(3)])],
    [
      'a transition that came before the one before it was taken',
      'wrong order',
      withTries([aTry(1, 1, { answered: 503 }), aTry(1, 2), aTry(1, 1), aTry(1, 3), ...webhooks.slice(3)]),
    ],
  ])('finds %s', (_, rule, observed) => {
    expect(rulesOf(observed)).toContain(rule);
  });

  it('names the endpoint and the place', () => {
    const observed = aCleanLedger({ endpoints: [good, { ...good, name: 'slow', deliveries: deliveries.slice(1) }] });
    expect(findDiscrepancies(observed)).toEqual([
      { rule: 'transition untold', text: 'slow: 1/1 is neither delivered nor pending nor dead-lettered' },
    ]);
  });
});
