import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Micros, Transition, TransitionType } from '../../../core/contracts/incident';
import { STATUS } from '../../../core/contracts/incident';

const TIME_BYTES = 8;
/** Sequence (4), type (1), time (8). */
const TRANSITION_BYTES = 13;

/** Times one after the other in one binary attribute, 8 bytes each. */
export function encodeTimes(times: readonly Micros[]): AttributeValue {
  const bytes = Buffer.alloc(times.length * TIME_BYTES);
  times.forEach((time, i) => bytes.writeBigUInt64BE(BigInt(time), i * TIME_BYTES));
  return { B: bytes };
}

/** The times of an attribute made by {@link encodeTimes}. */
export function decodeTimes(value: AttributeValue): readonly Micros[] {
  const bytes = Buffer.from(value.B ?? []);
  return Array.from({ length: bytes.length / TIME_BYTES }, (_, i) => Number(bytes.readBigUInt64BE(i * TIME_BYTES)));
}

/** Transitions one after the other in one binary attribute, 13 bytes each. */
export function encodeTransitions(transitions: readonly Transition[]): AttributeValue {
  const bytes = Buffer.alloc(transitions.length * TRANSITION_BYTES);
  transitions.forEach((transition, i) => {
    const at = i * TRANSITION_BYTES;
    bytes.writeUInt32BE(transition.sequence, at);
    bytes.writeUInt8(STATUS[transition.type], at + 4);
    bytes.writeBigUInt64BE(BigInt(transition.at), at + 5);
  });
  return { B: bytes };
}

/** The transitions of an attribute made by {@link encodeTransitions}. */
export function decodeTransitions(value: AttributeValue): readonly Transition[] {
  const bytes = Buffer.from(value.B ?? []);
  return Array.from({ length: bytes.length / TRANSITION_BYTES }, (_, i) => {
    const at = i * TRANSITION_BYTES;
    return {
      sequence: bytes.readUInt32BE(at),
      type: transitionType(bytes.readUInt8(at + 4)),
      at: Number(bytes.readBigUInt64BE(at + 5)),
    };
  });
}

function transitionType(status: number): TransitionType {
  const found = Object.entries(STATUS).find(([, value]) => value === status);
  if (found === undefined) throw new Error(`No transition has the status ${status}.`);
  return found[0] as TransitionType;
}
