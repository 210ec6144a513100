import { STATUS, type IncidentStatus } from '../../../core/contracts/incident';
import { CANARY } from '../../../core/contracts/canary';
import { makeCanarySecrets } from '../../../core/domain/canary/canary-secrets';
import { makeDeliveryId } from '../../../core/domain/webhook/delivery-id';
import { signStandardWebhook } from '../../../core/domain/webhook/standard-webhooks';
import type { ReceivedWebhook } from '../../../core/domain/webhook/verify-standard-webhook';
import type { SendCanaryDeps } from '../../../core/usecases/canary/send-canary';
import { MemoryEntities } from '../fakes/memory-entities';
import { MemoryResources } from '../fakes/memory-resources';
import { ScriptedSender } from '../fakes/scripted-sender';
import { freshIncident } from './fresh-incidents';
import { aHead } from './incident';

export const CANARY_SECRETS = makeCanarySecrets('the secret of the deployment');
/** Microseconds. */
export const CANARY_NOW = 1_790_000_000_000_000;

/** A canary in memory, of which nothing is set up yet. */
export class CanaryWorld {
  readonly resources = new MemoryResources();
  readonly entities = new MemoryEntities();
  sender = new ScriptedSender();
  baseUrl = 'https://tocsin.example';

  get deps(): SendCanaryDeps {
    return {
      directory: this.resources,
      resources: this.resources,
      entities: this.entities,
      sender: this.sender,
      vault: { seal: (clear) => `sealed ${clear}` },
      secrets: CANARY_SECRETS,
      baseUrl: this.baseUrl,
      clock: () => CANARY_NOW,
    };
  }

  /** As if its last alert had led to this. */
  async withIncident(status: IncidentStatus): Promise<this> {
    const incident = freshIncident({ integration: CANARY.incoming, entity_id: CANARY.entity, status });
    await this.entities.save(aHead(incident), true);
    return this;
  }
}

/** A webhook as deliver signs it for an alert that was accepted so many milliseconds before {@link CANARY_NOW}. */
export function aCanaryWebhook(ago: number, secret = CANARY_SECRETS.webhookSecret): ReceivedWebhook {
  const identity = { integration: CANARY.outgoing, incident: 'an incident', sequence: STATUS.triggered };
  const id = makeDeliveryId({ ...identity, transition_at: CANARY_NOW - ago * 1_000 });
  const content = { id, timestamp: CANARY_NOW / 1_000_000, body: '{"payload": {}}' };
  return { ...content, timestamp: String(content.timestamp), signature: signStandardWebhook([secret], content) };
}
