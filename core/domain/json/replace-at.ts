import type { Json } from '../../contracts/json';
import type { PathStep } from './path';

/** A copy of the body in which the value at `steps` is another; only what lies on the way is copied. */
export function replaceAt(body: Json, steps: readonly PathStep[], value: Json): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (Array.isArray(body)) {
    return (body as readonly Json[]).map((child, at) => (at === step.index ? replaceAt(child, rest, value) : child));
  }
  const object = body as { readonly [key: string]: Json };
  const inner = replaceAt(Object.hasOwn(object, step.key) ? (object[step.key] ?? null) : {}, rest, value);
  // A computed key, unlike an assignment, makes even __proto__ an own property.
  return { ...object, [step.key]: inner };
}
