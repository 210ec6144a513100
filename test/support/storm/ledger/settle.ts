import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../eventually';
import type { Webhook } from '../../receiver';
import type { TocsinClient } from '../../tocsin-client';
import type { AcceptedStormAlert } from '../send-storm';
import { findDiscrepancies } from './find-discrepancies';
import { awaitEnds, observe, readIncidents, type Watched } from './observe';
import type { Discrepancy, Observed } from './observed';

export interface Settling {
  readonly accepted: readonly AcceptedStormAlert[];
  /** Sends what resolves every entity, so that all transitions are known; answers with what was accepted of it. */
  readonly close: () => Promise<readonly AcceptedStormAlert[]>;
  readonly endpoints: readonly Watched[];
  /** Those of them that can be told everything: waited for, if there is time. */
  readonly reachable: readonly string[];
  /** When to judge by what there is, by `performance.now()`. */
  readonly until: number;
}

/** Between two looks at everything, in milliseconds. */
const PAUSE_MS = 500;

/** What was seen in the end, and what of it breaks a promise. */
export interface Settled {
  readonly observed: Observed;
  readonly discrepancies: readonly Discrepancy[];
}

/** Waits until all that a load and faults left to do is done, or the time is over, and checks the ledger. */
export async function settle(client: TocsinClient, settling: Settling): Promise<Settled> {
  const { until, endpoints, reachable } = settling;
  const ends = await awaitEnds(client, settling.accepted, until);
  const before = await readIncidents(client, ends);
  const closing = await settling.close();
  const all = new Map([...ends, ...(await awaitEnds(client, closing, until))]);
  await eventually({ what: 'the last word on each incident', deadlineMs: msUntil(until), pauseMs: 250 }, () =>
    // Looking at everything is thousands of calls: not before receivers have been told the end of each they know.
    endpoints.filter(({ name }) => reachable.includes(name)).every(({ webhooks }) => areToldResolved(webhooks())),
  ).catch(() => undefined);
  const watching = { ends: all, before, endpoints };
  let observed = await observe(client, watching);
  while (!isSettled(observed, reachable) && performance.now() < until) {
    await pause(PAUSE_MS);
    observed = await observe(client, watching);
  }
  return { observed, discrepancies: findDiscrepancies(observed) };
}

function isSettled(observed: Observed, reachable: readonly string[]): boolean {
  const waited = observed.endpoints.filter(({ name }) => reachable.includes(name));
  const isTold = waited.every(({ deliveries }) => deliveries.every(({ status }) => status !== 'pending'));
  return isTold && findDiscrepancies(observed).length === 0;
}

function areToldResolved(webhooks: readonly Webhook[]): boolean {
  const latest = new Map(webhooks.map(({ incidentNumber, type }) => [incidentNumber, type]));
  return [...latest.values()].every((type) => type === 'resolved');
}

function msUntil(until: number): number {
  return Math.max(0, until - performance.now());
}
