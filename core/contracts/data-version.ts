/**
 * The form of the table's items. Who finds an older one brings the items up to it before anything else
 * (`core/usecases/upgrade-data.ts`).
 *
 * 1: as in the beginning. 2: services, members, incident roles and priorities have items beside them by which they are
 * found without asking each team.
 */
export const DATA_VERSION = 2;
