import { Server } from 'node:net';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { endWhenDiskFails, orEnd, WRITES } from './end-when-disk-fails';
import { POSTPONED_TABLE } from './release-in-flight';

/*
 * fauxqs 2.4.1 (pinned exactly) differs from SQS in six places that matter here. They are set right from outside, on
 * its classes; each names what was seen. If a version of it lacks one of these methods, the start fails loudly.
 */

interface Persistence {
  readonly db: DatabaseSync;
  transaction: (work: () => void) => void;
  updateMessageReady: (this: Persistence, messageId: string) => void;
}
interface Queue {
  readonly persistence?: Persistence;
  readonly inflightMessages: ReadonlyMap<
    string,
    { readonly message: { readonly messageId: string }; readonly visibilityDeadline: number }
  >;
  dequeue: (this: Queue, ...settings: unknown[]) => unknown;
  changeVisibility: (this: Queue, receiptHandle: string, seconds: number) => void;
}
interface Modules {
  readonly sqsStore: { readonly SqsQueue: { readonly prototype: Queue } };
  readonly persistence: { readonly PersistenceManager: { readonly prototype: Persistence } };
  readonly sqsTypes: { readonly INVALID_MESSAGE_BODY_CHAR: RegExp };
}

/** Corrects the engine whose modules lie in `folder`; to be called before it starts. */
export async function fixQueueEngine(folder: string): Promise<void> {
  const modules = {
    sqsStore: await load(folder, 'sqs/sqsStore.js'),
    persistence: await load(folder, 'persistence.js'),
    sqsTypes: await load(folder, 'sqs/sqsTypes.js'),
  } as Modules;
  const queue = modules.sqsStore.SqsQueue.prototype;
  const store = modules.persistence.PersistenceManager.prototype;
  const writes = WRITES.map((name) => (store as unknown as Readonly<Record<string, unknown>>)[name]);
  const methods = [queue.dequeue, queue.changeVisibility, ...writes];
  if (!methods.every((method) => typeof method === 'function')) {
    throw new Error('this version of fauxqs is not the one the runner knows: npm ci installs the right one');
  }
  receiveInOneTransaction(queue);
  rememberPostponed(queue);
  allowVisibilityZero(store);
  endWhenDiskFails(store);
  allowAllOfUnicode(modules.sqsTypes.INVALID_MESSAGE_BODY_CHAR);
}

async function load(folder: string, file: string): Promise<unknown> {
  return import(pathToFileURL(join(folder, file)).href);
}

/**
 * A receive moves messages that were received too often to the dead-letter queue by a delete and an insert: killed in
 * between, the message would be gone. One transaction around the whole receive; it also makes ten commits one.
 */
function receiveInOneTransaction(queue: Queue): void {
  const dequeue = queue.dequeue;
  queue.dequeue = function (this: Queue, ...settings) {
    const { persistence } = this;
    if (persistence === undefined) return dequeue.apply(this, settings);
    let received: unknown;
    persistence.transaction(() => {
      received = dequeue.apply(this, settings);
    });
    return received;
  };
}

/** Notes which messages were hidden on purpose, so that the next start does not take them for orphans. */
function rememberPostponed(queue: Queue): void {
  const changeVisibility = queue.changeVisibility;
  queue.changeVisibility = function (this: Queue, receiptHandle, seconds) {
    changeVisibility.call(this, receiptHandle, seconds);
    const entry = this.inflightMessages.get(receiptHandle);
    if (entry === undefined || this.persistence === undefined) return;
    const { db } = this.persistence;
    orEnd(() => {
      db.exec(POSTPONED_TABLE);
      db.prepare('INSERT OR REPLACE INTO tocsin_postponed VALUES (?, ?)').run(
        entry.message.messageId,
        entry.visibilityDeadline,
      );
    });
  };
}

/** Setting the visibility to 0 wrote NULL into a NOT NULL column, failed, and hid the message until a restart. */
function allowVisibilityZero(store: Persistence): void {
  store.updateMessageReady = function (this: Persistence, messageId) {
    this.db
      .prepare('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?')
      .run(messageId);
  };
}

/** Its check of bodies looks at UTF-16 halves and so refuses every emoji; SQS allows #x10000 to #x10FFFF. */
function allowAllOfUnicode(pattern: RegExp): void {
  const invalid = /[^\x09\x0A\x0D\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
  pattern.test = (text) => invalid.test(text);
}

/** It listens on every interface, whatever host it is given; this machine's queues are nobody else's. */
export function listenOnLoopbackOnly(): void {
  const prototype = Server.prototype as unknown as { listen: (...settings: readonly unknown[]) => unknown };
  const listen = prototype.listen;
  prototype.listen = function (this: Server, options: unknown, ...more: readonly unknown[]) {
    const isTcp = typeof options === 'object' && options !== null && 'port' in options;
    return listen.call(this, isTcp ? { ...options, host: '127.0.0.1' } : options, ...more);
  };
}
