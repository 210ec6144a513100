import type { JsonObject } from '../../../core/contracts/json';
import type { Integration } from '../../../core/contracts/resources';
import type { DeliverDeps } from '../../../core/usecases/deliver';
import type { DispatchDeps } from '../../../core/usecases/dispatch-transitions';
import type { EndpointSender } from '../../../core/usecases/ports';
import type { ReleaseDeps } from '../../../core/usecases/release-backlog';
import { MemoryBacklogs } from '../fakes/memory-backlogs';
import { MemoryDeliveries } from '../fakes/memory-deliveries';
import { MemoryDeliveriesQueue } from '../fakes/memory-deliveries-queue';
import { MemoryEndpointHealths } from '../fakes/memory-endpoint-healths';
import { MemoryLedger } from '../fakes/memory-ledger';
import { MemoryLog } from '../fakes/memory-log';
import { MemoryResolvedIncidents } from '../fakes/memory-resolved-incidents';
import { MemoryTimersQueue } from '../fakes/memory-timers-queue';
import { MemoryResources } from '../fakes/memory-resources';
import { ScriptedSender } from '../fakes/scripted-sender';
import { anOutgoingIntegration, TRIGGERED_AT } from './outgoing';
import { aService, aUser, anEscalationPolicy } from './resources';

/** The outgoing side over fakes, with a clock that a test moves. Time stands still unless it is told otherwise. */
export class OutgoingWorld {
  now = TRIGGERED_AT + 1_000;
  readonly resources = new MemoryResources();
  readonly queue = new MemoryDeliveriesQueue();
  readonly timers = new MemoryTimersQueue();
  readonly resolved = new MemoryResolvedIncidents();
  readonly deliveries = new MemoryDeliveries();
  readonly healths = new MemoryEndpointHealths();
  readonly backlogs = new MemoryBacklogs();
  readonly log = new MemoryLog();
  readonly ledger = new MemoryLedger();
  sender: EndpointSender = new ScriptedSender();

  get dispatchDeps(): DispatchDeps & { readonly ledger: MemoryLedger } {
    return {
      directory: this.resources,
      deliveriesQueue: this.queue,
      timersQueue: this.timers,
      resolvedIncidents: this.resolved,
      ledger: this.ledger,
      clock: () => this.now,
      log: this.log,
    };
  }

  get deliverDeps(): DeliverDeps & { readonly backlogs: MemoryBacklogs; readonly ledger: MemoryLedger } {
    return {
      directory: this.resources,
      deliveries: this.deliveries,
      sender: this.sender,
      healths: this.healths,
      backlogs: this.backlogs,
      resources: this.resources,
      deliveriesQueue: this.queue,
      vault: { open: (sealed) => sealed.replace('sealed ', '') },
      ledger: this.ledger,
      clock: () => this.now,
      jitter: () => 0,
      userAgent: 'Tocsin/1.2.3',
    };
  }

  get releaseDeps(): Omit<ReleaseDeps, 'pause'> {
    const { resources: directory, deliveries, healths, backlogs, queue: deliveriesQueue } = this;
    return { directory, deliveries, healths, backlogs, deliveriesQueue, clock: () => this.now };
  }

  /** The incident in a webhook that waits in the queue, counted from 0. */
  shownIncident(index = 0): JsonObject {
    const body = JSON.parse(this.queue.messages[index]!.body) as { payload: { incident: JsonObject } };
    return body.payload.incident;
  }

  /** Puts a user, an escalation policy and a service there, and these outgoing integrations. */
  async settle(...integrations: readonly Integration[]): Promise<this> {
    await this.resources.put('user', aUser());
    await this.resources.put('escalation_policy', anEscalationPolicy());
    await this.resources.put('service', aService());
    for (const integration of integrations.length > 0 ? integrations : [anOutgoingIntegration()])
      await this.resources.put('integration', integration);
    return this;
  }
}
