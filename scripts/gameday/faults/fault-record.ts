/** A fault as it was done, for the report. */
export interface FaultRecord {
  readonly fault: string;
  /** When it began, in seconds since the start. */
  readonly at: number;
  /** What it caught in the middle of something. */
  readonly caught: string;
  /** What came of it, or why it was left out. */
  readonly outcome: string;
}
