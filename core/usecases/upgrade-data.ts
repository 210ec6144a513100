import { DATA_VERSION } from '../contracts/data-version';
import type { ResourceTypes } from '../contracts/resource-types';
import type { DataVersions, Directory, Log, Resources } from './ports';

export interface UpgradeDeps {
  readonly dataVersions: DataVersions;
  readonly directory: Pick<Directory, 'resources' | 'teams'>;
  readonly resources: Pick<Resources, 'replace'>;
  readonly log: Log;
}

/** The kinds that got items beside them with version 2, all of them below teams. */
const KINDS_OF_2 = ['member', 'priority', 'role', 'service'] as const;

/** So many are written side by side: a thousand are done within seconds, and other requests go on meanwhile. */
const AT_ONCE = 20;

/**
 * Brings the items of an older version up to what is read by now, once for a table: who finds them up to date reads one
 * item. Cut off, or done by two at once, it ends the same: each resource is written again as it is, together with what
 * belongs to it, on condition that nobody else wrote it, who then wrote that, too.
 */
export async function upgradeData({ dataVersions, directory, resources, log }: UpgradeDeps): Promise<void> {
  const found = await dataVersions.find();
  // Nothing there: what will be made has the newest form.
  if (found === null || found.version >= DATA_VERSION) return;
  let written = 0;
  for (const { id } of await directory.teams(found.account)) {
    for (const kind of KINDS_OF_2) {
      const all: readonly ResourceTypes[typeof kind][] = await directory.resources(kind, id);
      for (let from = 0; from < all.length; from += AT_ONCE) {
        const some = all.slice(from, from + AT_ONCE);
        await Promise.all(some.map((resource) => resources.replace(kind, resource, resource)));
      }
      written += all.length;
    }
  }
  await dataVersions.note(DATA_VERSION);
  log.info('the items of the table were brought to a newer form', { version: DATA_VERSION, written });
}
