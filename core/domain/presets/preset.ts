import type { Json } from '../../contracts/json';
import type { CustomMapping } from '../../contracts/schemas/custom-mapping';

/** A ready-made mapping for one monitor (own-routes, "Ready-made mappings"). */
export interface MappingPreset {
  readonly name: string;
  readonly title: string;
  /** Where the monitor's maker documents what it sends: the mapping and its sample were made from that. */
  readonly source: string;
  /** What to enter in the monitor, for people. `{url}` stands for the integration's URL. */
  readonly setup: string;
  /** Can be PUT as it is to an integration's configuration. */
  readonly configuration: { readonly custom_mapping: CustomMapping };
  /** A payload as the monitor's maker documents it, for trying the mapping out. */
  readonly sample: Json;
}
