import type { Webhook } from '../../receiver';
import {
  isTaken,
  transitionOf,
  type Discrepancy,
  type Observed,
  type ObservedDelivery,
  type ObservedEndpoint,
  type Rule,
} from './observed';

/**
 * For each endpoint, transitions = delivered + visibly pending or dead-lettered, each under one id and with one body, in
 * order within their incident (I5). One that comes twice under its id is no discrepancy: at least once is what is promised.
 */
export function checkEndpoints({ endpoints }: Observed): readonly Discrepancy[] {
  const transitions = knownTransitions(endpoints);
  return endpoints.flatMap((endpoint) => {
    const problems = [
      ...checkDeliveries(endpoint, transitions),
      ...checkBodies(endpoint),
      ...findIds(endpoint),
      ...checkOrder(endpoint),
    ];
    return problems.map(({ rule, text }) => ({ rule, text: `${endpoint.name}: ${text}` }));
  });
}

/** What there was to tell: whatever any of the endpoints, which all want everything, was or is to be told. */
export function knownTransitions(endpoints: readonly ObservedEndpoint[]): ReadonlySet<string> {
  return new Set(
    endpoints.flatMap(({ deliveries, webhooks }) => [...deliveries.map(transitionOf), ...webhooks.map(transitionOf)]),
  );
}

function checkDeliveries(
  { deliveries, webhooks }: ObservedEndpoint,
  transitions: ReadonlySet<string>,
): readonly Discrepancy[] {
  const byTransition = Map.groupBy(deliveries, transitionOf);
  const taken = new Set(webhooks.filter(isTaken).map(({ id }) => id));
  return [...transitions].flatMap((transition) => {
    const [delivery, ...others] = byTransition.get(transition) ?? [];
    if (delivery === undefined) {
      return [found('transition untold', `${transition} is neither delivered nor pending nor dead-lettered`)];
    }
    if (others.length > 0) return [found('delivery doubled', `${transition} is listed ${others.length + 1} times`)];
    return checkDelivery(delivery, transition, taken);
  });
}

function checkDelivery(
  { id, status }: ObservedDelivery,
  transition: string,
  taken: ReadonlySet<string>,
): readonly Discrepancy[] {
  if (status === 'failed') return [found('delivery failed', `${transition} (${id}) failed for good`)];
  // The other way round is no lie: between an answer and its record a function can die, and the next try finds out.
  if (status === 'delivered' && !taken.has(id)) {
    return [found('delivered unseen', `${transition} (${id}) is called delivered and was never taken`)];
  }
  return [];
}

function checkBodies({ webhooks }: ObservedEndpoint): readonly Discrepancy[] {
  return [...Map.groupBy(webhooks, ({ id }) => id)]
    .filter(([, tries]) => new Set(tries.map(({ text }) => text)).size > 1)
    .map(([id]) => found('two bodies', `${id} came with different bodies`));
}

/** Of a transition its one id, of an id its one transition: by it receivers know what they have had. */
function findIds({ deliveries, webhooks }: ObservedEndpoint): readonly Discrepancy[] {
  const all = [...deliveries, ...webhooks].map((each) => ({ id: each.id, transition: transitionOf(each) }));
  const idsOf = Map.groupBy(all, ({ transition }) => transition);
  const transitionsOf = Map.groupBy(all, ({ id }) => id);
  const many = [...idsOf].filter(([, same]) => new Set(same.map(({ id }) => id)).size > 1);
  const shared = [...transitionsOf].filter(([, same]) => new Set(same.map(({ transition }) => transition)).size > 1);
  return [
    ...many.map(([transition]) => found('delivery doubled', `${transition} was told under several ids`)),
    ...shared.map(([id]) => found('delivery doubled', `the id ${id} was used for several transitions`)),
  ];
}

/** A transition is first tried after the one before was taken. */
function checkOrder({ webhooks }: ObservedEndpoint): readonly Discrepancy[] {
  return [...Map.groupBy(webhooks, ({ incidentNumber }) => incidentNumber)].flatMap(([number, ofIncident]) => {
    const early = ofIncident.find(({ sequence }, index) => !isTimely(sequence, ofIncident.slice(0, index)));
    if (early === undefined) return [];
    const came = ofIncident.map(({ sequence, answered }) => `${sequence} (${answered})`).join(', ');
    return [found('wrong order', `incident ${number} came as ${came}`)];
  });
}

function isTimely(sequence: number, before: readonly Webhook[]): boolean {
  if (sequence === 1 || before.some((earlier) => earlier.sequence === sequence)) return true;
  return before.some((earlier) => earlier.sequence === sequence - 1 && isTaken(earlier));
}

function found(rule: Rule, text: string): Discrepancy {
  return { rule, text };
}
