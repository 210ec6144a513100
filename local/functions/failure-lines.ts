import type { Log } from '../console-log';

/** One line per function in this time; what comes between is counted. */
const EVERY_MS = 1_000;

/** Says on the terminal that functions failed, one line at a time however fast they do. */
export class FailureLines {
  private readonly last = new Map<string, { at: number; held: number }>();

  constructor(private readonly log: Log) {}

  /** `label`: the function; `logFile`: where the rest is to be read. */
  say(label: string, reason: string, logFile: string): void {
    const now = performance.now();
    const state = this.last.get(label) ?? { at: Number.NEGATIVE_INFINITY, held: 0 };
    this.last.set(label, state);
    if (now - state.at < EVERY_MS) {
      state.held += 1;
      return;
    }
    const more = state.held > 0 ? ` (and ${state.held} more before)` : '';
    this.log.warn(`${label} failed: ${reason.split('\n')[0]?.slice(0, 200) ?? ''}${more} — ${logFile}`);
    state.at = now;
    state.held = 0;
  }
}
