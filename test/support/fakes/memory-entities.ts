import type { TraceId } from '../../../core/contracts/alert';
import type { EntityHead, Incident } from '../../../core/contracts/incident';
import type { Entities } from '../../../core/usecases/ports';

/** One write of a head as the table's stream would show it. */
export interface HeadWrite {
  readonly before: EntityHead | null;
  readonly after: EntityHead;
  readonly transitioned: boolean;
}

/** Entities in memory, with the stream of their writes. */
export class MemoryEntities implements Entities {
  readonly heads = new Map<string, EntityHead>();
  readonly archived = new Map<string, { readonly version: number; readonly alerts: readonly TraceId[] }>();
  readonly pages: { readonly incident: string; readonly alerts: readonly TraceId[] }[] = [];
  readonly stream: HeadWrite[] = [];

  load(integration: string, entityId: string): Promise<EntityHead | null> {
    return Promise.resolve(this.heads.get(keyOf(integration, entityId)) ?? null);
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
      this.archived.set(incident.unique_id, { version: head.version, alerts: head.recent_alerts });
    }
    return Promise.resolve();
  }

  saveAlertPage(head: EntityHead, alerts: readonly TraceId[]): Promise<void> {
    this.pages.push({ incident: head.incident?.unique_id ?? '', alerts });
    return Promise.resolve();
  }
}

function keyOf(integration: string, entityId: string): string {
  return JSON.stringify([integration, entityId]);
}
