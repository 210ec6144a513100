/** A promise that did not hold. */
export class Violation extends Error {}

/** @throws {@link Violation}, in the words of the sentence, when it does not hold */
export function demand(holds: boolean, sentence: () => string): asserts holds {
  if (!holds) throw new Violation(sentence());
}
