import { STATUS } from '../../../core/contracts/incident';
import { eventually } from '../eventually';
import type { Webhook } from '../receiver';
import { sideBySide } from '../side-by-side';
import { parse, type TerminalStatus, type TocsinClient } from '../tocsin-client';
import { entityOf } from './plan-storm';
import type { AcceptedStormAlert } from './send-storm';

const CONCURRENCY = 16;
/** An allocation cut off by a kill leaves at most the rest of a batch as a gap: looking two pages further finds all. */
const NUMBERS_BEYOND = 48;

/** An incident as far as the checks need it. */
export interface SeenIncident {
  readonly incident_number: number;
  readonly unique_id: string;
  readonly status: number;
  readonly title: string;
}

/** Alerts with their ends. */
export type Ends = ReadonlyMap<AcceptedStormAlert, TerminalStatus>;

/** Waits until every alert has ended. @throws Error when one has not in time. */
export async function awaitEnds(
  client: TocsinClient,
  accepted: readonly AcceptedStormAlert[],
  deadlineMs: number,
): Promise<Ends> {
  const deadline = performance.now() + deadlineMs;
  const ends = await sideBySide(accepted, CONCURRENCY, async (each) => {
    const left = Math.max(1_000, deadline - performance.now());
    return [each, await client.terminalStatus(each.traceId, left)] as const;
  });
  return new Map(ends);
}

/** Alerts that did not end as completed, or that tell another end when they are asked again. */
export async function findBadEnds(client: TocsinClient, ends: Ends): Promise<readonly string[]> {
  const problems = await sideBySide([...ends], CONCURRENCY, async ([{ traceId }, end]) => {
    if (end.status !== 'completed') return [`alert ${traceId} ended as ${end.status}: ${end.error ?? ''}`];
    const again = await client.terminalStatus(traceId);
    return JSON.stringify(again) === JSON.stringify(end) ? [] : [`alert ${traceId} has two ends`];
  });
  return problems.flat();
}

/** Every incident of the account, found by counting its numbers up: also those of alerts whose answer got lost. */
export async function readIncidents(client: TocsinClient, ends: Ends): Promise<readonly SeenIncident[]> {
  const largest = Math.max(0, ...[...ends.values()].map(({ incident }) => incident?.incident_number ?? 0));
  const numbers = Array.from({ length: largest + NUMBERS_BEYOND }, (_, index) => index + 1);
  const found = await sideBySide(numbers, CONCURRENCY, async (number) => {
    const reply = await client.api(`/api/incidents/${number}/`);
    return reply.status === 404 ? [] : [parse<SeenIncident>(reply, 200)];
  });
  return found.flat();
}

/** Entities with more than one open incident (DESIGN §3, I3). */
export function findDoublyOpen(incidents: readonly SeenIncident[]): readonly string[] {
  const open = incidents.filter(({ status }) => status !== STATUS.resolved);
  return [...Map.groupBy(open, ({ title }) => entityOf(title))]
    .filter(([, ofEntity]) => ofEntity.length > 1)
    .map(([entity, ofEntity]) => `${entity} has ${ofEntity.length} open incidents`);
}

/** Alerts that are not listed exactly once, with the incident that their status names (I2). */
export async function findMisplacedAlerts(
  client: TocsinClient,
  ends: Ends,
  incidents: readonly SeenIncident[],
): Promise<readonly string[]> {
  const listed = new Map<string, string[]>();
  await sideBySide(incidents, CONCURRENCY, async ({ unique_id }) => {
    for (const alert of await listAlerts(client, unique_id)) {
      listed.set(alert, [...(listed.get(alert) ?? []), unique_id]);
    }
  });
  return [...ends.values()].flatMap(({ alert, incident }) => {
    const where = listed.get(alert) ?? [];
    const expected = incident === null ? [] : [incident.unique_id];
    return where.join() === expected.join()
      ? []
      : [`alert ${alert} of ${expected.join()} is listed at [${where.join()}]`];
  });
}

async function listAlerts(client: TocsinClient, incident: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let page = 1; ; page += 1) {
    const { results, next } = await client.read<{
      readonly results: readonly { readonly unique_id: string }[];
      readonly next: string | null;
    }>(`/api/incidents/${incident}/alerts/?page=${page}&page_size=100`);
    ids.push(...results.map(({ unique_id }) => unique_id));
    if (next === null) return ids;
  }
}

/**
 * What is wrong with the webhooks of incidents that are all resolved (I5): each incident's transitions are numbered from 1
 * without a gap, begin with triggered, end with resolved, come in order, and each has one id and one body.
 */
export function findBadWebhooks(incidents: readonly SeenIncident[], webhooks: readonly Webhook[]): readonly string[] {
  const byIncident = Map.groupBy(webhooks, ({ incidentNumber }) => incidentNumber);
  const known = new Set(incidents.map(({ incident_number }) => incident_number));
  const strangers = [...byIncident.keys()].filter((number) => !known.has(number));
  const transitions = new Set(webhooks.map(({ incidentNumber, sequence }) => `${incidentNumber}/${sequence}`));
  const ids = new Set(webhooks.map(({ id }) => id));
  return [
    ...strangers.map((number) => `webhooks tell of incident ${number}, which is not there`),
    ...(ids.size === transitions.size ? [] : [`${transitions.size} transitions have ${ids.size} webhook ids`]),
    ...incidents.flatMap(({ incident_number: number }) =>
      findBadSequence(byIncident.get(number) ?? []).map((problem) => `incident ${number}: ${problem}`),
    ),
  ];
}

function findBadSequence(webhooks: readonly Webhook[]): readonly string[] {
  const bySequence = [...Map.groupBy(webhooks, ({ sequence }) => sequence)];
  const arrival = bySequence.map(([sequence]) => sequence);
  const types = bySequence.map(([, [first]]) => first?.type ?? '');
  const many = bySequence.filter(
    ([, tries]) => new Set(tries.map(({ id, type, text }) => `${id} ${type} ${text}`)).size > 1,
  );
  return [
    ...(arrival.every((sequence, index) => sequence === index + 1) ? [] : [`came as ${arrival.join()}`]),
    ...(types[0] === 'triggered' ? [] : [`begins with ${types[0] ?? 'nothing'}`]),
    ...(types.at(-1) === 'resolved' ? [] : [`ends with ${types.at(-1) ?? 'nothing'}`]),
    ...(types.some((type, index) => type === types[index - 1]) ? [`tells twice: ${types.join()}`] : []),
    ...many.map(([sequence]) => `transition ${sequence} has several ids or bodies`),
  ];
}

/** Waits until nothing is wrong with the webhooks any more, or the deadline has passed; what is wrong then. */
export async function awaitGoodWebhooks(
  read: () => Promise<readonly SeenIncident[]>,
  webhooks: readonly Webhook[],
  deadlineMs: number,
): Promise<{ readonly incidents: readonly SeenIncident[]; readonly problems: readonly string[] }> {
  let incidents: readonly SeenIncident[] = [];
  let problems: readonly string[] = [];
  const wait = { what: 'the webhooks of all transitions', deadlineMs, pauseMs: 1_000 };
  await eventually(wait, async () => {
    // Reading all incidents is thousands of calls: not before the receiver has been told the end of each it knows.
    if (!areAllToldResolved(webhooks)) return false;
    incidents = await read();
    const open = incidents.filter(({ status }) => status !== STATUS.resolved);
    problems = [
      ...open.map(({ incident_number }) => `incident ${incident_number} is not resolved`),
      ...findBadWebhooks(incidents, webhooks),
    ];
    return problems.length === 0;
  }).catch((error: unknown) => {
    if (problems.length === 0) problems = [String(error)];
  });
  return { incidents, problems };
}

function areAllToldResolved(webhooks: readonly Webhook[]): boolean {
  const latest = new Map(webhooks.map(({ incidentNumber, type }) => [incidentNumber, type]));
  return [...latest.values()].every((type) => type === 'resolved');
}
