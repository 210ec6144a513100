import { afterEach, describe, expect, it } from '@jest/globals';
import { DiskSpace, ENOUGH_BYTES, LEAST_BYTES } from '../../../local/disk-space';
import { RunnerFailure } from '../../../local/failure';
import { eventually } from '../../support/eventually';

let free = 0;
let watched: DiskSpace | undefined;
afterEach(() => watched?.stop());

/** A disk whose room is in `free`, and the lines about it. */
async function watch(): Promise<{ readonly disk: DiskSpace; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const log = { info: (line: string) => lines.push(line), warn: (line: string) => lines.push(`! ${line}`) };
  const disk = new DiskSpace('/data', log, () => Promise.resolve(free));
  watched = disk;
  await disk.start();
  return { disk, lines };
}

describe('the room on the disk of the data folder', () => {
  it('is no matter while there is enough', async () => {
    free = LEAST_BYTES;
    const { disk, lines } = await watch();
    expect([disk.isFull(), lines]).toEqual([false, []]);
  });

  it('keeps the runner from starting when there is too little', async () => {
    free = LEAST_BYTES - 1;
    const starting = watch();
    await expect(starting).rejects.toThrow(RunnerFailure);
    await expect(starting).rejects.toThrow('the disk of the data folder is full (/data: 31 MB free, 32 MB needed)');
  });

  it('is said once when it is gone and once when it is back, and it is back only when there is some to spare', async () => {
    free = ENOUGH_BYTES;
    const { disk, lines } = await watch();
    free = LEAST_BYTES - 1;
    await eventually({ what: 'it is full' }, () => disk.isFull());
    expect(lines).toEqual([expect.stringMatching(/^! the disk of the data folder is full \(\/data: 31 MB free/)]);
    free = ENOUGH_BYTES - 1;
    await expect(eventually({ what: 'it has room', deadlineMs: 600 }, () => !disk.isFull())).rejects.toThrow();
    free = ENOUGH_BYTES;
    await eventually({ what: 'it has room' }, () => !disk.isFull());
    expect(lines.slice(1)).toEqual([expect.stringMatching(/^the disk of the data folder has room again/)]);
  });
});
