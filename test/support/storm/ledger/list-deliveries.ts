import type { DeliveryStatus, DeliveryType } from '../../../../core/contracts/delivery';
import type { TocsinClient } from '../../tocsin-client';
import type { ObservedDelivery } from './observed';

interface Page {
  readonly results: readonly {
    readonly id: string;
    readonly event_type: DeliveryType;
    readonly sequence: number;
    readonly status: DeliveryStatus;
    readonly incident: { readonly incident_number: number };
  }[];
  readonly next: string | null;
}

/** Reads the whole list of an integration's deliveries. @param path of the integration, with a trailing slash. */
export async function listDeliveries(client: TocsinClient, path: string): Promise<readonly ObservedDelivery[]> {
  const deliveries: ObservedDelivery[] = [];
  for (let next: string | null = `${path}deliveries/?page_size=100`; next !== null;) {
    const page: Page = await client.read<Page>(next);
    for (const { id, event_type: type, sequence, status, incident } of page.results) {
      deliveries.push({ id, type, sequence, status, incidentNumber: incident.incident_number });
    }
    next = page.next === null ? null : pathOf(page.next);
  }
  return deliveries;
}

function pathOf(link: string): string {
  const { pathname, search } = new URL(link);
  return `${pathname}${search}`;
}
