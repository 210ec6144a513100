import { describe, expect, it } from '@jest/globals';
import { readReturn, readUnderWay } from '../../../../scripts/gameday/faults/runner-lines';

const OUTPUT = `
Tocsin is ready after 3.0 s.
10:00:00.100 ! the function process (process 41) ended (SIGKILL): starting it again
10:00:00.101 ! process was at work when it ended: 13 record(s) in 2 invocation(s), begun from 2026-11-22T10:00:00.010Z to 2026-11-22T10:00:00.090Z
10:00:00.101 ! process failed: Runtime.ExitError: the process of the function ended
10:00:00.120 ! the table engine (process 40) ended (SIGKILL): starting it again
10:00:00.200 the function process is back after 99 ms
10:00:01.100 ! the function process (process 42) ended (SIGKILL): starting it again
10:00:01.200 the function process is back after 100 ms
`;
const at = (time: string): number => Date.parse(`2026-11-22T${time}Z`);

describe("what the runner's lines say of a kill", () => {
  it('is what the killed process had under way', () => {
    expect(readUnderWay(OUTPUT, 41, at('10:00:00.095'))).toEqual({ invocations: 2, records: 13 });
  });

  it('is nothing when some of it may have begun after the kill', () => {
    expect(readUnderWay(OUTPUT, 41, at('10:00:00.090'))).toEqual({ invocations: 0, records: 0 });
  });

  it('is nothing when nothing was under way, whatever others had', () => {
    expect(readUnderWay(OUTPUT, 42, at('10:00:01.095'))).toEqual({ invocations: 0, records: 0 });
    expect(readUnderWay(OUTPUT, 40, at('10:00:00.115'))).toEqual({ invocations: 0, records: 0 });
  });

  it('is when there was another in its place, and not when there is none', () => {
    expect([readReturn(OUTPUT, 41), readReturn(OUTPUT, 42)]).toEqual([99, 100]);
    expect([readReturn(OUTPUT, 40), readReturn(OUTPUT, 43)]).toEqual([undefined, undefined]);
  });
});
