import { COLLATING } from './collating';
import { CONFIGURING } from './configuring';
import { EXPIRING } from './expiring';
import type { Mutation } from './mutation';
import { PROCESSING } from './processing';
import { TABLE } from './table';
import { TELLING } from './telling';
import { TIMERS } from './timers';

export type { Mutation } from './mutation';

/** Mistakes, each of which the simulation has to find. */
export const MUTATIONS: readonly Mutation[] = [
  ...[...TABLE, ...PROCESSING, ...TELLING, ...TIMERS],
  ...[...COLLATING, ...CONFIGURING, ...EXPIRING],
];
