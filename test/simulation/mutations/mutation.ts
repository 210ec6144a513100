import { PRODUCT, type Parts } from '../parts';
import type { Plan } from '../plan';

/** A mistake that somebody could make in the product, and what the simulation is made of with it. */
export interface Mutation {
  readonly name: string;
  readonly parts: Parts;
  /** Schedules in which it can make a difference: the others need not be run to know that they do not show it. */
  readonly matters: (plan: Plan) => boolean;
}

/** The product with some parts replaced by wrong ones. */
export function mutation(name: string, change: Partial<Parts>, matters: Mutation['matters'] = () => true): Mutation {
  return { name, parts: { ...PRODUCT, ...change }, matters };
}

/** Schedules in which somebody changes the configuration so. */
export function hasSetting(...kinds: readonly string[]): Mutation['matters'] {
  return ({ settings }) => settings.some(({ kind }) => kinds.includes(kind));
}

/** An object with some of its methods replaced. */
export function instead<T extends object>(target: T, change: Partial<T>): T {
  return new Proxy(target, {
    get: (port, name) => Reflect.get(Object.hasOwn(change, name) ? change : port, name) as unknown,
  });
}
