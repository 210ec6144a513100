/** What the command line ends with; scripts rely on it (docs/cli.md). */
export const EXIT = {
  ok: 0,
  /** The API refused, or nothing answered. */
  failed: 1,
  /** The command line or a file it names makes no sense. */
  usage: 2,
  /** What was asked for is not there. */
  nothing: 3,
  /** The alert failed, or an incident is not in the state that was asked for. */
  notDone: 4,
  /** It was still waiting when its time was over. */
  late: 5,
  /** A dry run of `apply` found something to change. */
  changes: 6,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
