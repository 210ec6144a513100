import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { makePlan } from './make-plan';
import { simulate } from './simulate';

/** What `npm run simulate` prints, and how it ends; in a process of its own, where it is twice as fast as in here. */
function runSimulate(...options: readonly string[]): Promise<{ readonly code: unknown; readonly printed: string }> {
  const root = join(__dirname, '../..');
  const words = ['--import', 'tsx', 'scripts/simulate/main.ts', ...options];
  return new Promise((resolve) => {
    execFile(process.execPath, words, { cwd: root, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, printed: stdout + stderr });
    });
  });
}

describe('simulated schedules', () => {
  it('keep every promise, whatever fails, repeats or overtakes: as many as fit into 50 seconds', async () => {
    const { code, printed } = await runSimulate('--seeds', '10000', '--seconds', '50', '--story');
    if (code !== 0) throw new Error(printed);
    process.stdout.write(printed);
    const count = Number(/^(\d+) schedules, \d+ steps/m.exec(printed)?.[1]);
    expect(count).toBeGreaterThanOrEqual(1_000);
  });

  it('are the same each time they are run', async () => {
    for (const seed of [11, 24, 36]) {
      const first = await simulate(makePlan(seed), undefined, true);
      const second = await simulate(makePlan(seed), undefined, true);
      expect(first.story.length).toBeGreaterThan(50);
      expect(second).toEqual(first);
    }
  });

  it('can be run again by number', async () => {
    const { code, printed } = await runSimulate('--seed', '11', '--story');
    expect(code).toBe(0);
    expect(printed).toContain('a monitor posts');
    expect(printed).toContain('seed 11');
    expect((await runSimulate('--seed', 'eleven')).code).toBe(2);
  });
});
