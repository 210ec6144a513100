import { describe, expect, it } from '@jest/globals';
import { parseRate } from '../../../local/schedules/rate';

describe('the rate of a schedule', () => {
  it.each([
    ['rate(1 minute)', 60_000],
    ['rate(5 minutes)', 300_000],
    ['rate(1 hour)', 3_600_000],
    ['rate(12 hours)', 43_200_000],
    ['rate(1 day)', 86_400_000],
  ])('%s is %i ms', (expression, ms) => {
    expect(parseRate(expression)).toBe(ms);
  });

  it.each(['', 'rate(0 minutes)', 'rate(1 second)', 'rate(-1 hours)', 'rate(1.5 hours)', 'cron(0 12 * * ? *)'])(
    'is not in %j',
    (expression) => {
      expect(parseRate(expression)).toBeUndefined();
    },
  );
});
