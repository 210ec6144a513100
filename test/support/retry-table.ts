import { delayAfterAttempt, DELIVERY_ATTEMPTS } from '../../core/domain/webhook/retry-schedule';

/** The rows of the table of retries in docs/webhooks.md: each attempt, its wait and the time since the first. */
export function retryTable(): readonly (readonly [string, string, string])[] {
  const rows: (readonly [string, string, string])[] = [['1', '', '']];
  let total = 0;
  for (let attempt = 1; attempt < DELIVERY_ATTEMPTS; attempt += 1) {
    const delay = delayAfterAttempt(attempt, 0) ?? 0;
    total += delay;
    rows.push([String(attempt + 1), humanTime(delay), humanTime(total)]);
  }
  return rows;
}

function humanTime(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  const parts = [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : ''];
  // Nobody wants the seconds of hours.
  const rest = hours === 0 && seconds % 60 > 0 ? `${seconds % 60} s` : '';
  return [...parts, rest].filter((part) => part !== '').join(' ');
}
