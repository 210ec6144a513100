import type { Audit, Directory, IntegrationKeys, Resources } from '../../../core/usecases/ports';

/** The ports over one store of resources. */
export interface ResourcePorts {
  readonly resources: Resources;
  readonly directory: Directory;
  readonly integrationKeys: IntegrationKeys;
  readonly audit: Audit;
}
