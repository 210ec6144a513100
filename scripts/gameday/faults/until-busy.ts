import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_MS = 2;

/**
 * Resolves when a process has begun to use CPU time, or when the time is over: idle functions use next to none, so one
 * that does is at work. Where there is no /proc, the time just passes.
 */
export async function untilBusy(pid: number, deadlineMs: number): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  const before = cpuTicks(pid);
  while (performance.now() < deadline && (before === undefined || cpuTicks(pid) === before)) await pause(LOOK_MS);
}

/** User and system time so far: fields 14 and 15 of proc(5)'s stat, counted behind the name, which may have spaces. */
function cpuTicks(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return undefined;
  }
}
