import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTocsin, type Tocsin } from '../support/tocsin';

const SCRIPT = join(__dirname, '..', 'fixtures', 'seed-script.py');
/** The script is somebody else's and needs Python with `requests`; a machine without them skips it. */
const hasPython = spawnSync('python3', ['-c', 'import requests']).status === 0;
const describeWithPython = hasPython ? describe : describe.skip;

describeWithPython("the guide's Python script", () => {
  let tocsin: Tocsin;
  beforeAll(async () => {
    tocsin = await startTocsin();
  });
  afterAll(() => tocsin.close());

  it('runs to its last line and prints the incident, with only its hosts changed', async () => {
    const { url, api_token, demo } = tocsin.client.target;
    const script = readFileSync(SCRIPT, 'utf8')
      .replaceAll('__INTEGRATION_URL__', demo.integration_url)
      .replaceAll('__API_TOKEN__', api_token)
      .replaceAll('__URL__', url);
    const { code, lines } = await runPython(script);
    expect({ code, lines }).toMatchObject({ code: 0 });
    expect(lines[0]).toMatch(/^\{'message': 'success', 'trace_id': '[0-9a-f-]{36}'\}$/);
    expect(lines.at(-2)).toContain("'status': 'completed', 'is_incident_created': True");
    const [, uniqueId] = /'unique_id': '(\w{22})'/.exec(lines.at(-2) ?? '') ?? [];
    expect(lines.at(-1)).toContain(`'unique_id': '${String(uniqueId)}'`);
    expect(lines.at(-1)).toContain("'title': 'This is a sample alert from API integration'");
  });
});

async function runPython(script: string): Promise<{ readonly code: number | null; readonly lines: readonly string[] }> {
  const child = spawn('python3', ['-u', '-'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stdin.end(script);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, lines: printed.trimEnd().split('\n') };
}
