import type { AlertType } from '../../../core/contracts/alert';

/** One alert of a storm. */
export interface StormAlert {
  readonly entity: string;
  readonly type: AlertType;
  /** Unlike any other's, so that the incident it opens can be told by its title. */
  readonly message: string;
}

export interface StormSize {
  readonly alerts: number;
  readonly entities: number;
  /** The same seed gives the same storm. */
  readonly seed: number;
}

/** Of ten alerts: six trigger, two acknowledge, two resolve, so that entities open and close all the time. */
const TYPES: readonly AlertType[] = [
  'critical',
  'acknowledged',
  'critical',
  'critical',
  'resolved',
  'critical',
  'acknowledged',
  'critical',
  'resolved',
  'critical',
];

/** A storm of mixed alerts over a few entities, in the order they are sent. */
export function planStorm({ alerts, entities, seed }: StormSize): readonly StormAlert[] {
  const random = mulberry(seed);
  return Array.from({ length: alerts }, (_, index) => {
    const entity = nameEntity(Math.floor(random() * entities));
    const type = TYPES[Math.floor(random() * TYPES.length)] ?? 'critical';
    return { entity, type, message: `${entity} alert ${index}` };
  });
}

/** The alerts that close whatever is still open. */
export function planClosing({ entities }: StormSize): readonly StormAlert[] {
  return Array.from({ length: entities }, (_, index) => {
    const entity = nameEntity(index);
    return { entity, type: 'resolved', message: `${entity} closing` };
  });
}

/** The entity that an incident of the storm is about. */
export function entityOf(title: string): string {
  return title.split(' ')[0] ?? '';
}

function nameEntity(index: number): string {
  return `entity-${index}`;
}

/** A small generator of even numbers in [0, 1) (the mixing constants of the well-known mulberry32). */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
