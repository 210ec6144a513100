import { describe, expect, it } from '@jest/globals';
import { parseOptions } from '../../../local/options';
import { parseJavaVersion } from '../../../local/engines/java';

const parse = (argv: readonly string[], env: NodeJS.ProcessEnv = {}) => parseOptions(argv, env, '/repo');

describe("the runner's options", () => {
  it('has defaults for everything', () => {
    expect(parse([])).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: '/repo/.tocsin',
      meter: false,
      canary: false,
      sweepSeconds: 300,
    });
  });

  it('takes the environment, and the command line over it', () => {
    const env = { TOCSIN_PORT: '4000', TOCSIN_DATA: 'there' };
    expect(parse([], env)).toMatchObject({ port: 4000, dataDir: '/repo/there' });
    expect(parse(['--port', '0', '--data', '/abs', '--meter'], env)).toMatchObject({
      port: 0,
      dataDir: '/abs',
      meter: true,
    });
  });

  it.each([
    ['--port', '70000'],
    ['--port', 'http'],
    ['--sweep-seconds', '-1'],
    ['--schedule-seconds', 'x'],
    ['--no-such-option'],
    ['stray'],
  ])('refuses %s %s with the reason', (...argv) => {
    expect(() => parse(argv)).toThrow(/port|sweep|schedule|no-such-option|stray/);
  });

  it('leaves schedules at their own rates unless told otherwise, never below a second', () => {
    expect(parse([])).not.toHaveProperty('scheduleSeconds');
    expect(parse(['--schedule-seconds', '5'])).toMatchObject({ scheduleSeconds: 5 });
    expect(parse(['--schedule-seconds', '0'])).toMatchObject({ scheduleSeconds: 1 });
  });

  it('has a canary when asked to, where it builds the stack itself', () => {
    expect(parse(['--canary'])).toMatchObject({ canary: true });
    expect(() => parse(['--canary', '--assembly', 'cdk.out'])).toThrow('an --assembly has one or has none');
  });

  it('shows help when asked', () => {
    expect(parse(['--help'])).toBe('help');
  });
});

describe('the version of Java', () => {
  it('is read from what Java prints, in both of its styles', () => {
    expect(parseJavaVersion('openjdk version "17.0.15" 2025-04-15')).toBe(17);
    expect(parseJavaVersion('java version "1.8.0_402"')).toBe(8);
    expect(parseJavaVersion('openjdk version "25" 2025-09-16')).toBe(25);
    expect(parseJavaVersion('The operation could not be completed. Unable to locate a Java Runtime.')).toBeUndefined();
  });
});
