import { setTimeout as pause } from 'node:timers/promises';
import { startWebhookReceiver, type Webhook, type WebhookReceiver } from '../../test/support/receiver';
import type { Watched } from '../../test/support/storm/ledger/observe';
import type { TocsinClient } from '../../test/support/tocsin-client';

/** Longer than the default timeout would be late, four seconds would count as slow: this one is just lazy. */
const SLOW_MS = 2_000;
/** For the slow one, in seconds. */
const PATIENT = 10;

/** The receivers of a game day, each with an endpoint of the demo service. */
export interface GameEndpoints {
  readonly watched: readonly Watched[];
  /** Which of them take everything in the end. */
  readonly reachable: readonly string[];
  /** One of them answers 503, then refuses connections, for so many milliseconds each; then it is back on its port. */
  readonly blackOut: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts a good endpoint, one that can black out, a slow one and one that always fails, and configures them. */
export async function startEndpoints(client: TocsinClient): Promise<GameEndpoints> {
  const dark = await startBlinking();
  const [good, slow, failing] = await Promise.all([
    startWebhookReceiver(),
    startWebhookReceiver(undefined, 0, SLOW_MS),
    startWebhookReceiver(() => 500),
  ]);
  const make = async (name: string, receiver: WebhookReceiver, settings = {}): Promise<Watched> => {
    const { path } = await client.makeWebhook(name, receiver.url, settings);
    return { name, path, webhooks: () => receiver.webhooks };
  };
  const watched = [
    await make('good', good),
    await make('blacked out', dark),
    await make('slow', slow, { timeout_seconds: PATIENT }),
    await make('always failing', failing),
  ];
  return {
    watched,
    reachable: ['good', 'blacked out', 'slow'],
    blackOut: dark.blackOut,
    close: async () => {
      await Promise.all([good, dark, slow, failing].map((receiver) => receiver.close()));
    },
  };
}

/** An endpoint that can go away and come back on the same port. */
interface Blinking extends WebhookReceiver {
  readonly blackOut: (ms: number) => Promise<void>;
}

async function startBlinking(): Promise<Blinking> {
  let status = 200;
  let receiver = await startWebhookReceiver(() => status);
  const { url } = receiver;
  const port = Number(new URL(url).port);
  const earlier: Webhook[] = [];
  return {
    url,
    get webhooks() {
      return [...earlier, ...receiver.webhooks];
    },
    blackOut: async (ms) => {
      status = 503;
      await pause(ms);
      await receiver.close();
      await pause(ms);
      status = 200;
      const next = await startWebhookReceiver(() => status, port);
      earlier.push(...receiver.webhooks);
      receiver = next;
    },
    close: () => receiver.close(),
  };
}
