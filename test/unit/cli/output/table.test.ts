import { describe, expect, it } from '@jest/globals';
import { table } from '../../../../cli/output/table';

describe('a table', () => {
  it('has columns as wide as their widest cell', () => {
    expect(
      table(
        ['A', 'B'],
        [
          ['long', '1'],
          ['ü', '22'],
        ],
      ),
    ).toEqual(['A     B', 'long  1', 'ü     22']);
  });

  it('keeps what came from outside from moving the cursor', () => {
    expect(table(['A'], [['x\u001b[2Jy\nz']])).toEqual(['A', 'x [2Jy z']);
  });
});
