import type { Incident } from '../../core/contracts/incident';
import { KEYS, type Key } from '../../core/contracts/keys';
import type { IncidentLocation } from '../../core/usecases/ports';
import { batchGet } from './batch-get';
import { decodeArchived, decodeHead } from './items/head-item';
import type { Item, Table } from './table';

/** A number of an account, and where its incident is kept if there is one. */
export interface NumberedLocation extends IncidentLocation {
  readonly number: number;
}

/**
 * The incidents with these numbers, by number. Heads are read first: what left its head by then is in the archive
 * already. A number without an incident is a gap: its taker died, or has not come so far yet.
 */
export async function readIncidents(
  table: Table,
  account: string,
  locations: readonly NumberedLocation[],
): Promise<ReadonlyMap<number, Incident>> {
  const heads = byKey(await batchGet(table, locations.map(headOf)));
  const inHead = (location: NumberedLocation): Incident | null => {
    const item = heads.get(text(headOf(location)));
    const incident = item === undefined ? null : decodeHead(item).incident;
    return incident?.ordinal === location.ordinal ? incident : null;
  };
  // Only entities that went on have archived ones; the others' latest has a lower ordinal, or they are not there.
  const left = locations.filter((location) => inHead(location) === null && heads.has(text(headOf(location))));
  const archived = byKey(await batchGet(table, left.map(archivedOf)));
  const found = locations.map((location) => {
    const item = archived.get(text(archivedOf(location)));
    return inHead(location) ?? (item === undefined ? null : decodeArchived(item).incident);
  });
  return new Map(
    locations.flatMap(({ number }, index) => {
      const incident = found[index] ?? null;
      return incident?.number === number && incident.account === account ? [[number, incident] as const] : [];
    }),
  );
}

function headOf({ integration, entity_id_hash }: IncidentLocation): Key {
  return KEYS.head(integration, entity_id_hash);
}

function archivedOf({ integration, entity_id_hash, ordinal }: IncidentLocation): Key {
  return KEYS.archivedIncident(integration, entity_id_hash, ordinal);
}

function byKey(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [`${item['pk']?.S}\n${item['sk']?.S}`, item]));
}

function text({ pk, sk }: Key): string {
  return `${pk}\n${sk}`;
}
