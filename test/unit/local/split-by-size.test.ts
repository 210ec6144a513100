import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { batchEvent, splitBySize } from '../../../local/mappings/split-by-size';

describe('batches that fit into an event', () => {
  it('keep every record in order, and are never larger than allowed unless a single record is', () => {
    const records = fc.array(fc.string().map((text) => ({ json: JSON.stringify(text) })));
    fc.assert(
      fc.property(records, (given) => {
        const runs = splitBySize(given, 40);
        expect(runs.flat()).toEqual(given);
        const size = (run: typeof given) => run.reduce((sum, { json }) => sum + Buffer.byteLength(json) + 1, 0);
        expect(runs.every((run) => run.length === 1 || size([...run]) <= 40)).toBe(true);
      }),
    );
  });

  it('are an event of records', () => {
    expect(batchEvent([{ json: '{"a":1}' }, { json: '2' }])).toBe('{"Records":[{"a":1},2]}');
  });
});
