import { groupOf } from '../../adapters/sqs/deliveries-queue';
import type { AcceptedAlert } from '../../core/contracts/alert';
import { deduplicationIdOf } from '../../core/domain/webhook/redelivery';
import type {
  AlertsInFlight,
  AlertsQueue,
  DeliveriesInFlight,
  DeliveriesQueue,
  TakenMessage,
  TimersQueue,
} from '../../core/usecases/ports';
import type { Instance } from './instances';
import type { System } from './system';

/** Queues as a copy of a function sends to them: each message is a call of its own, as a batch may be taken in part. */
export function alertsQueueOf({ observer, queues }: System, instance: Instance): AlertsQueue {
  return instance.port('alerts queue', {
    send: (message: string): Promise<void> => {
      observer.sent(message);
      queues.alerts.send(message);
      return Promise.resolve();
    },
  });
}

/** What process takes off the queue itself. Each message that is removed is a step of its own: some may be left. */
export function alertsInFlightOf({ queues, scheduler, runs }: System, instance: Instance): AlertsInFlight {
  const queue = instance.port('alerts queue', {
    take: (): Promise<readonly TakenMessage[]> => {
      const records = queues.alerts.receive(10);
      scheduler.tell(`took ${records.map(({ receiptHandle }) => receiptHandle).join(', ')}`);
      for (const { body } of records) runs.note((JSON.parse(body) as AcceptedAlert).trace_id, instance.running);
      return Promise.resolve(
        records.map(({ messageId, receiptHandle, body }) => ({ messageId, receipt: receiptHandle, body })),
      );
    },
    remove: (receipt: string): Promise<void> => {
      queues.alerts.delete(receipt);
      return Promise.resolve();
    },
  });
  return {
    take: () => queue.take(),
    async remove(receipts) {
      const removed = await Promise.allSettled(receipts.map((receipt) => queue.remove(receipt)));
      return removed.filter(({ status }) => status === 'rejected').length;
    },
  };
}

export function deliveriesQueueOf({ queues }: System, instance: Instance): DeliveriesQueue {
  const queue = instance.port('deliveries queue', {
    send: (body: string, group: string, deduplication: string) => {
      queues.deliveries.send(body, { group, deduplication });
      return Promise.resolve();
    },
  });
  return {
    async send(messages) {
      for (const message of messages)
        await queue.send(JSON.stringify(message), groupOf(message), deduplicationIdOf(message));
    },
    askToRelease: (message) =>
      queue.send(
        JSON.stringify(message),
        `release ${message.integration}`,
        `${message.integration}-release-${message.nonce}`,
      ),
  };
}

export function inFlightOf({ queues }: System, instance: Instance): DeliveriesInFlight {
  return instance.port('deliveries queue', {
    postpone: (receipt: string, seconds: number) => {
      queues.deliveries.postpone(receipt, seconds);
      return Promise.resolve();
    },
  });
}

export function timersQueueOf({ queues }: System, instance: Instance): TimersQueue {
  const queue = instance.port('timers queue', {
    send: (body: string, delaySeconds: number) => {
      queues.timers.send(body, { delaySeconds });
      return Promise.resolve();
    },
  });
  return {
    async send(timers) {
      for (const { timer, delay_seconds } of timers) await queue.send(JSON.stringify(timer), delay_seconds);
    },
  };
}
