import type { EndpointHealth } from '../../../core/contracts/endpoint-health';
import { HEALTHY } from '../../../core/domain/webhook/endpoint-health';
import type { EndpointHealths } from '../../../core/usecases/ports';

/** Endpoints' health in memory; counts how often it was written. */
export class MemoryEndpointHealths implements EndpointHealths {
  private readonly items = new Map<string, EndpointHealth>();
  writes = 0;

  load(integration: string): Promise<EndpointHealth> {
    return Promise.resolve(this.items.get(integration) ?? HEALTHY);
  }

  save(integration: string, health: EndpointHealth): Promise<'saved' | 'conflict'> {
    if ((this.items.get(integration)?.version ?? 0) !== health.version) return Promise.resolve('conflict');
    this.writes += 1;
    this.items.set(integration, { ...health, version: health.version + 1 });
    return Promise.resolve('saved');
  }
}
