import { APPLICATIONS } from '../../contracts/applications';
import { MAPPING_PRESETS } from '../../domain/presets/mapping-presets';
import { viewIncomingConfiguration } from '../../domain/mapping/incoming-configuration';
import { viewApplication } from '../../domain/views/application-view';
import { viewProfile } from '../../domain/views/user-view';
import type { ApiDeps } from './deps';
import { NOT_FOUND, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

/** The catalogue: what integrations can be made for. */
export function listApplications(): Promise<Reply> {
  return Promise.resolve(ok(Object.values(APPLICATIONS).map(viewApplication)));
}

/** Ready-made mappings; the `configuration` of each can be PUT as it is (own-routes). */
export function listMappingPresets(): Promise<Reply> {
  const presets = MAPPING_PRESETS.map(({ name, title, source, setup, configuration, sample }) => ({
    ...{ name, title, source, setup, sample },
    configuration: viewIncomingConfiguration(configuration.custom_mapping),
  }));
  return Promise.resolve(ok(presets));
}

/** The user whose token it is. */
export async function getProfile({ directory }: Pick<ApiDeps, 'directory'>, { caller }: ApiRequest): Promise<Reply> {
  const [user, account] = await Promise.all([
    directory.user(caller.account, caller.username),
    directory.account(caller.account),
  ]);
  return user === null || account === null ? NOT_FOUND : ok(viewProfile(user, account));
}
