import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transpileModule, ModuleKind } from 'typescript';
import { createEndpointSender } from '../../../adapters/http/endpoint-sender';
import { parseAllowList } from '../../../core/domain/endpoint/cidr';
import { makeWebhookSecret } from '../../../core/domain/webhook/standard-webhooks';
import { makeWebhookBody } from '../../../core/domain/webhook/webhook-body';
import { deliver } from '../../../core/usecases/deliver';
import {
  aDeliveryMessage,
  anEndpoint,
  anIncident,
  anOutgoingIntegration,
  transitions,
} from '../../support/builders/outgoing';
import { OutgoingWorld } from '../../support/builders/outgoing-world';
import { aService, aUser } from '../../support/builders/resources';
import { answer, startReceiver, type Received } from '../../support/receivers';
import { retryTable } from '../../support/retry-table';

const PAGE = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'webhooks.md'), 'utf8');

const SIGNING_KEY = 'schlüssel';
const [SECRET, OLDER] = [makeWebhookSecret(Buffer.alloc(32, 7)), makeWebhookSecret(Buffer.alloc(24, 8))];

/** The code blocks of the page in this language. */
function snippets(language: string): readonly string[] {
  return [...PAGE.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, name, code = '']) =>
    name === language ? [code] : [],
  );
}

/** What a verifier is given. */
interface Case {
  readonly secret: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Delivers a webhook as deliver does, to a real receiver, and gives what that got. */
async function received(secondsAgo = 0): Promise<Received> {
  const receiver = await startReceiver(answer(200));
  try {
    const endpoint = anEndpoint({
      url: receiver.url,
      auth: { type: 'signature', signing_key: `sealed ${SIGNING_KEY}` },
      standard_webhooks: {
        enabled: true,
        secrets: [
          { secret: `sealed ${SECRET}`, valid_until: null },
          { secret: `sealed ${OLDER}`, valid_until: Number.MAX_SAFE_INTEGER },
        ],
      },
    });
    const world = await new OutgoingWorld().settle(anOutgoingIntegration({ endpoint }));
    world.now = (Date.now() - secondsAgo * 1_000) * 1_000;
    world.sender = createEndpointSender({ httpsOnly: false, allow: parseAllowList('127.0.0.0/8') });
    const incident = anIncident({ title: 'Größe "≥" 80 %\n' });
    const transition = transitions('triggered')[0]!;
    const body = makeWebhookBody({ incident, transition, service: aService(), assignee: aUser() });
    expect(await deliver(world.deliverDeps, aDeliveryMessage({ body }))).toEqual({ result: 'delivered' });
    return receiver.received[0]!;
  } finally {
    await receiver.close();
  }
}

let cases: readonly (Case & { readonly accepted: boolean })[];
let request: Received;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-snippets-'));
  const late = await received(301);
  request = await received();
  const headersOf = ({ headers }: Received) => headers as Readonly<Record<string, string>>;
  const given = { secret: SECRET, headers: headersOf(request), body: request.body };
  cases = [
    { ...given, accepted: true },
    { ...given, secret: OLDER, accepted: true },
    { ...given, secret: makeWebhookSecret(Buffer.alloc(32, 9)), accepted: false },
    { ...given, body: request.body.replace('triggered', 'resolved'), accepted: false },
    { ...given, headers: { ...given.headers, 'webhook-id': 'another' }, accepted: false },
    { ...given, headers: { ...given.headers, 'webhook-timestamp': 'now' }, accepted: false },
    { ...given, headers: { ...given.headers, 'webhook-signature': 'v1, v2,x ä' }, accepted: false },
    { ...given, headers: {}, accepted: false },
    { ...given, headers: headersOf(late), body: late.body, accepted: false },
  ];
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const accepted = () => cases.map((each) => each.accepted);
// A machine without the language says "skipped" rather than "passed".
const describeWhere = (isInstalled: boolean) => (isInstalled ? describe : describe.skip);
const installed = (command: string, ...args: readonly string[]) => spawnSync(command, args).status === 0;

function verdicts({ stdout, stderr, status }: SpawnSyncReturns<string>): unknown {
  if (status !== 0) throw new Error(`The snippet ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

describe('the verification snippet in TypeScript', () => {
  it('takes what is ours and nothing else', () => {
    const { outputText } = transpileModule(snippets('ts').join('\n'), {
      compilerOptions: { module: ModuleKind.CommonJS },
    });
    const file = join(folder, 'verify.js');
    writeFileSync(file, outputText);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- It is made here: there is nothing to import before.
    const { verifyWebhook } = require(file) as {
      verifyWebhook: (secret: string, headers: object, body: string) => boolean;
    };
    expect(cases.map(({ secret, headers, body }) => verifyWebhook(secret, headers, body))).toEqual(accepted());
  });
});

describeWhere(installed('python3', '--version'))('the verification snippets in Python', () => {
  it('take what is ours and nothing else', () => {
    const program = `${snippets('python').join('\n')}
import json, sys
given = json.load(sys.stdin)
print(json.dumps([verify_webhook(c["secret"], c["headers"], c["body"].encode()) for c in given["cases"]]
    + [verify_x_signature(key, given["x"], given["body"].encode()) for key in ("${SIGNING_KEY}", "another")]))
`;
    const input = JSON.stringify({ cases, x: request.headers['x-signature'], body: request.body });
    const ran = spawnSync('python3', ['-X', 'utf8', '-c', program], { input, encoding: 'utf8' });
    expect(verdicts(ran)).toEqual([...accepted(), true, false]);
  });
});

describeWhere(installed('go', 'version'))('the verification snippet in Go', () => {
  it('takes what is ours and nothing else', () => {
    writeFileSync(join(folder, 'go.mod'), 'module snippet\n\ngo 1.21\n');
    writeFileSync(join(folder, 'verify.go'), snippets('go').join('\n'));
    writeFileSync(join(folder, 'main.go'), GO_MAIN);
    const env = { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=mod', CGO_ENABLED: '0' };
    const ran = spawnSync('go', ['run', '.'], { cwd: folder, env, input: JSON.stringify(cases), encoding: 'utf8' });
    expect(verdicts(ran)).toEqual(accepted());
  });
});

const GO_MAIN = `package main

import (
	"encoding/json"
	"os"
)

func main() {
	var cases []struct {
		Secret, Body string
		Headers      map[string]string
	}
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		panic(err)
	}
	verdicts := []bool{}
	for _, c := range cases {
		header := func(name string) string { return c.Headers[name] }
		verdicts = append(verdicts, VerifyWebhook(c.Secret, header, []byte(c.Body)))
	}
	if err := json.NewEncoder(os.Stdout).Encode(verdicts); err != nil {
		panic(err)
	}
}
`;

describe('the page', () => {
  it('shows the schedule of retries as it is', () => {
    const rows = [...PAGE.matchAll(/^\| (\d+) +\| ([^|]*?) *\| ([^|]*?) *\|$/gm)].map(([, ...cells]) => cells);
    expect(rows).toEqual(retryTable());
  });

  it('shows a body with the fields that there really are, in their order', () => {
    const shape = (value: unknown): unknown =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).map(([key, inner]) => [key, shape(inner)])
        : null;
    expect(shape(JSON.parse(snippets('json')[0] ?? ''))).toEqual(shape(JSON.parse(request.body)));
  });

  it('names every header that Tocsin adds', () => {
    const ofHttp = ['host', 'connection', 'content-length', 'content-type'];
    const names = Object.keys(request.headers).filter((name) => !ofHttp.includes(name));
    expect(names.filter((name) => !PAGE.toLowerCase().includes(`\`${name}`))).toEqual([]);
  });
});
