/** What a process had under way when it was killed, by the runner's account. */
export interface UnderWay {
  readonly invocations: number;
  /** Records of their batches; an HTTP request is one. */
  readonly records: number;
}

const AT_WORK = /was at work when it ended: (\d+) record\(s\) in (\d+) invocation\(s\), begun from (\S+) to (\S+)/;

/**
 * What the runner said that a killed process had under way: invocations that were handed to it and not answered. Those that
 * began in the moment between the kill and the runner's notice of it are no catch: then nothing counts.
 * @param output what the runner has printed. @param killedAt in milliseconds since 1970.
 */
export function readUnderWay(output: string, pid: number, killedAt: number): UnderWay {
  const [, records, invocations, , last = ''] = AT_WORK.exec(linesAbout(output, pid)) ?? [];
  if (!(Date.parse(last) < killedAt)) return { invocations: 0, records: 0 };
  return { invocations: Number(invocations), records: Number(records) };
}

/** How long it took until there was another in its place, in milliseconds; undefined while there is none. */
export function readReturn(output: string, pid: number): number | undefined {
  const ms = /is back after (\d+) ms/.exec(linesAbout(output, pid))?.[1];
  return ms === undefined ? undefined : Number(ms);
}

/** What a runner complained of, and what it had to say about its processes: not its greeting. */
export function warningsOf(output: string): readonly string[] {
  return output.split('\n').filter((line) => /^\d\d:\d\d:\d\d\.\d{3} /.test(line));
}

/** From the line on the end of this process: those on what it is called. */
function linesAbout(output: string, pid: number): string {
  const end = new RegExp(`(the [^\\n]*?) \\(process ${pid}\\) ended`).exec(output);
  const name = end?.[1]?.replace('the function ', '');
  if (end === null || name === undefined) return '';
  return output
    .slice(end.index)
    .split('\n')
    .filter((line) => line.includes(`${name} `))
    .join('\n');
}
