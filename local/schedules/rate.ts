const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/;
const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * The period of EventBridge's `rate(1 minute)`, `rate(6 hours)`, `rate(1 day)` in milliseconds; undefined for anything
 * else, cron expressions among it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function parseRate(expression: string): number | undefined {
  const [, count = '0', unit] = RATE.exec(expression) ?? [];
  if (unit === undefined || Number(count) === 0) return undefined;
  return Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
}
