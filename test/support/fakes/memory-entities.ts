import type { TraceId } from '../../../core/contracts/alert';
import type { EntityHead, Incident } from '../../../core/contracts/incident';
import { hashEntityId } from '../../../core/domain/entity-hash';
import type { ArchivedIncident, Entities, EntityPlace, IncidentLocation } from '../../../core/usecases/ports';

/** One write of a head as the table's stream would show it. */
export interface HeadWrite {
  readonly before: EntityHead | null;
  readonly after: EntityHead;
  readonly transitioned: boolean;
}

/** Entities in memory, with the stream of their writes. */
export class MemoryEntities implements Entities {
  readonly heads = new Map<string, EntityHead>();
  /** By unique id. */
  readonly archived = new Map<string, ArchivedIncident>();
  readonly pages: { readonly incident: string; readonly alerts: readonly TraceId[] }[] = [];
  readonly stream: HeadWrite[] = [];

  load(integration: string, entityId: string): Promise<EntityHead | null> {
    return Promise.resolve(this.heads.get(keyOf(integration, entityId)) ?? null);
  }

  loadAt({ integration, entity_id_hash }: EntityPlace): Promise<EntityHead | null> {
    const isThere = (head: EntityHead): boolean =>
      head.integration === integration && hashEntityId(head.entity_id) === entity_id_hash;
    return Promise.resolve([...this.heads.values()].find(isThere) ?? null);
  }

  save(head: EntityHead, transitioned: boolean): Promise<'saved' | 'conflict'> {
    const key = keyOf(head.integration, head.entity_id);
    const before = this.heads.get(key) ?? null;
    if ((before?.version ?? 0) !== head.version - 1) return Promise.resolve('conflict');
    this.heads.set(key, head);
    this.stream.push({ before, after: head, transitioned });
    return Promise.resolve('saved');
  }

  archive(head: EntityHead, incident: Incident): Promise<void> {
    const known = this.archived.get(incident.unique_id);
    if (known === undefined || known.version < head.version) {
      const { version, recent_alerts, alert_pages } = head;
      this.archived.set(incident.unique_id, { version, incident, recent_alerts, alert_pages });
    }
    return Promise.resolve();
  }

  loadArchived({ integration, entity_id_hash, ordinal }: IncidentLocation): Promise<ArchivedIncident | null> {
    const isThere = ({ incident }: ArchivedIncident): boolean =>
      incident.integration === integration &&
      hashEntityId(incident.entity_id) === entity_id_hash &&
      incident.ordinal === ordinal;
    return Promise.resolve([...this.archived.values()].find(isThere) ?? null);
  }

  saveArchived(archived: ArchivedIncident): Promise<'saved' | 'conflict'> {
    const { unique_id } = archived.incident;
    if (this.archived.get(unique_id)?.version !== archived.version - 1) return Promise.resolve('conflict');
    this.archived.set(unique_id, archived);
    return Promise.resolve('saved');
  }

  saveAlertPage(head: EntityHead, alerts: readonly TraceId[]): Promise<void> {
    this.pages.push({ incident: head.incident?.unique_id ?? '', alerts });
    return Promise.resolve();
  }
}

function keyOf(integration: string, entityId: string): string {
  return JSON.stringify([integration, entityId]);
}
