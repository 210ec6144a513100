import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeToyAssembly } from '../../fixtures/local/toy-assembly';
import { runToExit, temporaryFolder, until } from '../../support/runner';
import { startToy, type ToyRunner } from '../../support/toy-runner';

const every = (ScheduleExpression: string) => ({ ScheduleExpression, State: 'ENABLED' });
const isPlain = (event: unknown) => (event as { readonly act?: string }).act === undefined;
const input = (value: object) => ({ Input: JSON.stringify(value) });

describe('a function with a schedule', () => {
  let toy: ToyRunner;
  beforeAll(async () => {
    const rules = {
      Plain: { properties: every('rate(1 minute)') },
      Failing: { properties: every('rate(5 minutes)'), target: input({ act: 'throw' }) },
      Slow: { properties: every('rate(1 day)'), target: input({ act: 'wait', ms: 2500 }) },
      Off: { properties: { ...every('rate(1 minute)'), State: 'DISABLED' }, target: input({ act: 'off' }) },
    };
    toy = await startToy({ rules }, ['--schedule-seconds', '1']);
  });
  afterAll(() => toy.runner.stop());

  const eventsOf = (fn: string) => toy.toy.journal(fn).map(({ event }) => event);
  const runsOf = (act: string) => eventsOf('ticker').filter((event) => (event as { act?: string }).act === act);

  it('is run again and again with what EventBridge would give it', async () => {
    await until('two runs', () => eventsOf('ticker-done').filter(isPlain).length >= 2);
    const runs = eventsOf('ticker').filter(isPlain) as readonly { readonly id: string }[];
    expect(runs[0]).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '000000000000',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      region: 'us-east-1',
      resources: ['arn:aws:events:us-east-1:000000000000:rule/Plain'],
      detail: {},
    });
    expect(runs[1]?.id).not.toBe(runs[0]?.id);
  });

  it('gets the input of its rule instead, where there is one', async () => {
    await until('a run', () => runsOf('wait').length > 0);
    expect(runsOf('wait')[0]).toEqual({ act: 'wait', ms: 2500 });
  });

  it('is run again after a run that failed, which is a line of the runner', async () => {
    await until('two failures', () => runsOf('throw').length >= 2);
    const said = () => /Ticker failed: Error: the toy threw.*/.exec(toy.runner.output())?.[0];
    expect(await until('the line', said)).toContain('Ticker.log');
  });

  it('is not run again while it runs for the same rule', async () => {
    await until('two slow runs', () => eventsOf('ticker-done').filter((event) => !isPlain(event)).length >= 2);
    const slow = (fn: string) => toy.toy.journal(fn).filter(({ event }) => (event as { act?: string }).act === 'wait');
    expect(slow('ticker')[1]?.at).toBeGreaterThanOrEqual(slow('ticker-done')[0]?.at ?? Number.POSITIVE_INFINITY);
  });

  it('is not run by a rule that is disabled', () => {
    expect(runsOf('off')).toEqual([]);
  });
});

describe('a rule that can not be run here', () => {
  it.each([
    ['of a time of day', { properties: every('cron(0 12 * * ? *)') }, 'rule Odd has no rate'],
    ['that waits for a pattern', { properties: { EventPattern: { source: ['aws.s3'] } } }, 'rule Odd has no rate'],
    ['of something else', { properties: every('rate(1 hour)'), target: { Arn: 'arn:aws:sns:x' } }, 'unknown target'],
  ])('%s keeps the runner from starting, with the reason', async (_what, rule, reason) => {
    const { folder } = writeToyAssembly(temporaryFolder(), { rules: { Odd: rule } });
    const { code, output } = await runToExit({ assembly: folder });
    expect(code).toBe(1);
    expect(output).toContain(reason);
  });
});
