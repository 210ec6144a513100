import type { Author, Entities, Resources } from '../../core/usecases/ports';
import { changeOf } from './counted-change';
import type { Instance } from './instances';
import type { Writer } from './observer';
import type { System } from './system';

/** The table's entities, with a note of who writes them. */
export function entitiesOf(
  { parts, entities, observer, scheduler }: System,
  instance: Instance,
  writer: Writer,
): Entities {
  const memory = parts.entities(entities);
  const save: Entities['save'] = (head, transitioned) => {
    const before = entities.stream.length;
    observer.willWrite(writer, scheduler.now);
    const result = memory.save(head, transitioned);
    const written = entities.stream[before];
    const change = written === undefined || writer === 'process' ? null : changeOf(written);
    if (change !== null) observer.counts({ integration: head.integration, entity_id: head.entity_id, ...change });
    return result;
  };
  return instance.port(
    'entities',
    new Proxy(memory, { get: (target, name): unknown => (name === 'save' ? save : Reflect.get(target, name)) }),
  );
}

/** Resources to read: each reading may fail, and none has to wait for its turn, as nothing hangs on when it is made. */
export function readable<T extends object>({ faults }: System, resources: T): T {
  return new Proxy(resources, {
    get: (target, name) => {
      const call: unknown = Reflect.get(target, name);
      if (typeof call !== 'function') return call;
      return (...args: unknown[]): unknown =>
        faults.isThrottled() ? Promise.reject(new Error('Throttled.')) : Reflect.apply(call, target, args);
    },
  });
}

/** Resources to write: each write waits for its turn, so that others may have written since they were read. */
export function writable({ resources }: System, instance: Instance): Resources {
  const by = (author: Author): Resources => instance.port('resources', resources.by(author));
  const own: Omit<Resources, 'by'> = instance.port('resources', resources);
  return new Proxy(own, {
    get: (target, name): unknown => (name === 'by' ? by : Reflect.get(target, name)),
  }) as Resources;
}
