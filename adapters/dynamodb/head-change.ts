import { HEAD_SORT_KEY, TRANSITIONED_ATTRIBUTE } from '../../core/contracts/keys';
import type { HeadChange } from '../../core/usecases/ports';
import { decodeHead } from './items/head-item';
import type { Item } from './table';

/** The images of a record of the table's stream. */
export interface Images {
  readonly OldImage?: Item | undefined;
  readonly NewImage?: Item | undefined;
}

/**
 * What a record says of an entity's head, if it is a write that was marked as a transition; null for every other one. The
 * stream's filter lets only such records pass to dispatch, but who reads the stream itself has them all.
 */
export function readHeadChange({ OldImage: before, NewImage: after }: Images): HeadChange | null {
  if (after?.['sk']?.S !== HEAD_SORT_KEY || after[TRANSITIONED_ATTRIBUTE]?.BOOL !== true) return null;
  return { before: before === undefined ? null : decodeHead(before), after: decodeHead(after) };
}
