import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../core/contracts/json';
import { toPythonJson } from '../../../core/domain/webhook/python-json';
import { signBody } from '../../../core/domain/webhook/x-signature';
import { anyJson } from '../../support/arbitraries/json';

const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;
// The machines that build this have Python; one that has not says "skipped" rather than "passed".
const describeWherePython = HAS_PYTHON ? describe : describe.skip;

/** The check of the public documents: dump what was parsed again, and sign that. */
const VERIFIER = `
import base64, hashlib, hmac, json, sys
for line in sys.stdin:
    again = json.dumps(json.loads(line))
    signature = base64.b64encode(hmac.new('schlüssel'.encode(), again.encode(), hashlib.sha256).digest()).decode()
    print(signature)
`;

describeWherePython('a receiver in Python', () => {
  it('gets the same X-SIGNATURE from dumping what it parsed as from the raw body', () => {
    const numbers = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      fc.double({ min: -1e-3, max: 1e-3, noNaN: true }).map((value) => value + 0),
      fc.maxSafeInteger(),
    );
    const values: readonly Json[] = fc.sample(fc.oneof(anyJson, numbers, fc.array(numbers)), 500);
    const bodies = values.map(toPythonJson);
    const { stdout, stderr } = spawnSync('python3', ['-X', 'utf8', '-c', VERIFIER], {
      input: bodies.join('\n'),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const signatures = stdout.trimEnd().split('\n');
    const differing = bodies.filter((body, index) => signatures[index] !== signBody('schlüssel', body));
    expect(differing).toEqual([]);
    expect(signatures).toHaveLength(500);
  });
});
