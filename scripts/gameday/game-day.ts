import type { StormSize } from '../../test/support/storm/plan-storm';
import type { Tocsin } from '../../test/support/tocsin';
import type { GameEndpoints } from './endpoints';
import type { Load } from './load';
import type { SmallDisk } from './small-disk';
import type { TimeBudget } from './time-budget';

/** What is done to a system on a game day. */
export interface GameDayPlan extends StormSize {
  readonly perSecond: number;
  /** From the start to the end of the checks at most, in seconds. */
  readonly seconds: number;
  /** Which processes are killed one after the other, by name. */
  readonly kills: (name: string) => boolean;
  /** How long each half of the blackout lasts, and how long the disk is full, in milliseconds. */
  readonly blackOutMs: number;
  readonly fullMs: number;
  /** The disk that the data folder is on, to be filled; or why none is. */
  readonly disk: SmallDisk | { readonly none: string };
}

/** A game day under way. */
export interface GameDay {
  readonly plan: GameDayPlan;
  readonly tocsin: Tocsin;
  readonly load: Load;
  readonly endpoints: GameEndpoints;
  readonly time: TimeBudget;
  /** How long anything that was killed may take to be back, in milliseconds. */
  readonly deadlineMs: number;
  /** Asks for the status of so many alerts at once, as monitors do, whatever comes of it. */
  readonly readStatuses: (count: number) => void;
  /** What runners had to say that are no more. */
  readonly lines: string[];
}
