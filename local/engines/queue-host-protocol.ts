/** What the runner tells the process of the queue engine. */
export type QueueHostOrder =
  | {
      readonly type: 'start';
      /** Folder of the database. */
      readonly data: string;
      readonly port: number;
      /** Folder of the fauxqs package's modules. */
      readonly fauxqs: string;
      /** Make messages visible again that a dead runner's functions had received. */
      readonly releaseInFlight: boolean;
    }
  /** Processes that can't notice the runner's end themselves: to be ended with it. */
  | { readonly type: 'wards'; readonly pids: readonly number[] };

/** What it tells back. */
export interface QueueHostReport {
  readonly type: 'ready';
  /** How many messages were made visible again. */
  readonly released: number;
}
