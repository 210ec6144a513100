import type { Webhook } from '../../receiver';
import { sideBySide } from '../../side-by-side';
import { parse, type TerminalStatus, type TocsinClient } from '../../tocsin-client';
import type { AcceptedStormAlert } from '../send-storm';
import type { Observed, ObservedEndpoint, ObservedIncident, SeenIncident } from './observed';
import { listDeliveries } from './list-deliveries';

const CONCURRENCY = 16;
/** An allocation cut off by a kill leaves at most the rest of a batch as a gap: looking two pages further finds all. */
const NUMBERS_BEYOND = 48;
/** What an alert gets that should have ended long ago, in milliseconds. */
const LEAST_MS = 1_000;

/** Alerts with their ends; null: not in time. */
export type Ends = ReadonlyMap<AcceptedStormAlert, TerminalStatus | null>;

/** An endpoint to be looked at from both sides. */
export interface Watched {
  readonly name: string;
  /** Of the integration in the API, with a trailing slash. */
  readonly path: string;
  readonly webhooks: () => readonly Webhook[];
}

/** Waits until every alert has ended or the time (of `performance.now()`) has come. */
export async function awaitEnds(
  client: TocsinClient,
  accepted: readonly AcceptedStormAlert[],
  until: number,
): Promise<Ends> {
  const ends = await sideBySide(accepted, CONCURRENCY, async (each) => {
    const left = Math.max(LEAST_MS, until - performance.now());
    // In vain is an answer, too: the checks name the alert.
    return [each, await client.terminalStatus(each.traceId, left).catch(() => null)] as const;
  });
  return new Map(ends);
}

/** Every incident of the account, found by counting its numbers up: also those of alerts whose answer got lost. */
export async function readIncidents(client: TocsinClient, ends: Ends): Promise<readonly SeenIncident[]> {
  const largest = Math.max(0, ...[...ends.values()].map((end) => end?.incident?.incident_number ?? 0));
  const numbers = Array.from({ length: largest + NUMBERS_BEYOND }, (_, index) => index + 1);
  const found = await sideBySide(numbers, CONCURRENCY, async (number) => {
    const reply = await client.api(`/api/incidents/${number}/`);
    return reply.status === 404 ? [] : [parse<SeenIncident>(reply, 200)];
  });
  return found.flat();
}

/** What is seen before and what is to be looked at now. */
export interface Watching {
  readonly ends: Ends;
  readonly before: readonly SeenIncident[];
  readonly endpoints: readonly Watched[];
}

/** Looks at everything the checks judge by. @throws Error when the system does not answer. */
export async function observe(client: TocsinClient, { ends, before, endpoints }: Watching): Promise<Observed> {
  const incidents = await sideBySide(await readIncidents(client, ends), CONCURRENCY, (incident) =>
    withAlerts(client, incident),
  );
  const alerts = await sideBySide([...ends], CONCURRENCY, async ([{ alert, traceId }, end]) => {
    const later = end === null ? null : await client.terminalStatus(traceId, LEAST_MS).catch(() => null);
    return { alert, traceId, end, later };
  });
  return { alerts, before, incidents, endpoints: await sideBySide(endpoints, 1, (each) => watch(client, each)) };
}

async function watch(client: TocsinClient, { name, path, webhooks }: Watched): Promise<ObservedEndpoint> {
  const deliveries = await listDeliveries(client, path);
  // After the list: what it calls delivered had come by then.
  return { name, deliveries, webhooks: [...webhooks()] };
}

async function withAlerts(client: TocsinClient, incident: SeenIncident): Promise<ObservedIncident> {
  const alerts: string[] = [];
  for (let page = 1; ; page += 1) {
    const { results, next } = await client.read<{
      readonly results: readonly { readonly unique_id: string }[];
      readonly next: string | null;
    }>(`/api/incidents/${incident.unique_id}/alerts/?page=${page}&page_size=100`);
    alerts.push(...results.map(({ unique_id }) => unique_id));
    if (next === null) return { ...incident, alerts };
  }
}
