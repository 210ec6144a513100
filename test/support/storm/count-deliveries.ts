import type { DeliveryStatus } from '../../../core/contracts/delivery';
import type { TocsinClient } from '../tocsin-client';

/** How many deliveries of an endpoint its list shows, by what became of them. */
export interface DeliveryCounts {
  readonly delivered: number;
  readonly pending: number;
  readonly deadLettered: number;
  readonly failed: number;
}

interface Page {
  readonly results: readonly { readonly id: string; readonly status: DeliveryStatus }[];
  readonly next: string | null;
}

/** Reads the whole list of an integration's deliveries. @param path of the integration, with a trailing slash. */
export async function countDeliveries(client: TocsinClient, path: string): Promise<DeliveryCounts> {
  const seen = new Map<string, DeliveryStatus>();
  for (let next: string | null = `${path}deliveries/?page_size=100`; next !== null;) {
    const page: Page = await client.read<Page>(next);
    for (const { id, status } of page.results) seen.set(id, status);
    next = page.next === null ? null : pathOf(page.next);
  }
  const count = (wanted: DeliveryStatus): number => [...seen.values()].filter((status) => status === wanted).length;
  return {
    delivered: count('delivered'),
    pending: count('pending'),
    deadLettered: count('dead_lettered'),
    failed: count('failed'),
  };
}

function pathOf(link: string): string {
  const { pathname, search } = new URL(link);
  return `${pathname}${search}`;
}
