import { hashEntityId } from './entity-hash';

/** What is left of a priority's name when two are compared: case and the blanks around it do not count. */
export function normalPriorityName(name: string): string {
  return name.trim().toLowerCase();
}

/** The part of a key that stands for a priority's name: names are any text of any length, keys are not. */
export function hashPriorityName(name: string): string {
  return hashEntityId(normalPriorityName(name));
}
