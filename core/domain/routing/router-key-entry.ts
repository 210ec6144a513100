import { ROUTER_EXTENSION, type IntakeKeyEntry, type Router, type RouterKeyEntry } from '../../contracts/routing';

/** What intake is told of a router: written together with it, each time it changes. */
export function routerKeyEntryOf({ integration_key, account, id, name, is_enabled }: Router): RouterKeyEntry {
  return { integration_key, account, router: id, name, extension: ROUTER_EXTENSION, is_enabled };
}

/** The id of the integration or the router that a key leads to: what is refused or fails there is listed under it. */
export function intakeIdOf(entry: IntakeKeyEntry): string {
  return 'router' in entry ? entry.router : entry.integration;
}
