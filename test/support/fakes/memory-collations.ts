import type { CollationGroup } from '../../../core/contracts/collation';
import type { Collations } from '../../../core/usecases/ports';

/** Groups of collated alerts in memory. */
export class MemoryCollations implements Collations {
  readonly groups = new Map<string, CollationGroup>();

  load(service: string, key: string): Promise<CollationGroup | null> {
    return Promise.resolve(this.groups.get(JSON.stringify([service, key])) ?? null);
  }

  save(group: CollationGroup): Promise<'saved' | 'conflict'> {
    const name = JSON.stringify([group.service, group.key]);
    if ((this.groups.get(name)?.version ?? 0) !== group.version - 1) return Promise.resolve('conflict');
    this.groups.set(name, group);
    return Promise.resolve('saved');
  }
}
