import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENV, type FunctionName } from '../../core/contracts/environment';
import { bundleFunctions } from '../../lib/shared/bundle-functions';
import { percentile } from './percentile';

const RUNS = 20;
/** Prints what it takes to load the bundle named by the last argument, in milliseconds: by the clock, and of CPU. */
const LOADER = `
const [begin, before] = [performance.now(), process.cpuUsage()];
require(process.argv[1]);
const [ms, { user, system }] = [performance.now() - begin, process.cpuUsage(before)];
console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000 }));
process.exit(0);
`;

/** A function's bundle as it is deployed. */
export interface BundleFigures {
  readonly name: FunctionName;
  /** Minified, 1 KB = 1,024 bytes. */
  readonly kilobytes: number;
  /** Median of {@link RUNS} loads, each in a fresh process. */
  readonly loadMs: number;
  /** The same in CPU time of all threads, which other work on the machine does not stretch. */
  readonly loadCpuMs: number;
}

interface Load {
  readonly ms: number;
  readonly cpuMs: number;
}

/** Builds a function's bundle as the stack does and loads it again and again, as a cold start does. */
export function measureBundle(name: FunctionName): BundleFigures {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  try {
    bundleFunctions(folder, [name]);
    const bundle = join(folder, name, 'index.js');
    const loads = Array.from({ length: RUNS }, () => loadOnce(bundle));
    const median = (of: (load: Load) => number): number => percentile(loads.map(of), 50);
    const kilobytes = readFileSync(bundle).byteLength / 1024;
    return { name, kilobytes, loadMs: median(({ ms }) => ms), loadCpuMs: median(({ cpuMs }) => cpuMs) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function loadOnce(bundle: string): Load {
  const env = { ...Object.fromEntries(Object.values(ENV).map((name) => [name, valueOf(name)])), ...AWS };
  return JSON.parse(execFileSync(process.execPath, ['-e', LOADER, bundle], { env, encoding: 'utf8' })) as Load;
}

/** Nothing is called while loading: any value of the right form will do. */
function valueOf(name: string): string {
  if (name === ENV.alertRetentionDays || name.endsWith('_PER_MINUTE')) return '90';
  if (name === ENV.endpointHttpsOnly) return 'true';
  if (name === ENV.endpointAllow) return '';
  return name.endsWith('_URL') ? 'https://sqs.us-east-1.amazonaws.com/123456789012/queue' : 'arn:aws:service:name';
}

const AWS = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' };
