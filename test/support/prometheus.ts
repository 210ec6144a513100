import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../local/engines/free-port';
import { eventually } from './eventually';
import { call } from './http-client';

/** Debian's names of the programs; the packages are called the same. */
const PROGRAMS = ['prometheus', 'prometheus-alertmanager'] as const;

/** Whether this machine has Debian's `prometheus` and `prometheus-alertmanager`. */
export const hasPrometheus = PROGRAMS.every((program) => spawnSync(program, ['--version']).status === 0);

/** A running pair of the two, whose rule fires while a metric is above its limit. */
export interface Prometheus {
  /** Ends both and removes what they stored. */
  readonly close: () => Promise<void>;
}

/** What the pair watches and whom it tells. */
export interface PrometheusSettings {
  /** `127.0.0.1:port` of what serves `/metrics`. */
  readonly target: string;
  /** Expression of the one rule, which fires as long as it gives anything. */
  readonly expression: string;
  /** The only thing Alertmanager is told of us. */
  readonly webhookUrl: string;
}

/** Often enough that a test waits for no interval; milliseconds are as short as both programs take. */
const INTERVAL = '200ms';

/** Starts Prometheus and Alertmanager on free ports, with folders of their own, and waits until both are ready. */
export async function startPrometheus(settings: PrometheusSettings): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-prometheus-'));
  const [port, alertmanagerPort] = await Promise.all([freePort(), freePort()]);
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  file('rules.yml', rules(settings.expression));
  const running = [
    run('prometheus-alertmanager', alertmanagerPort, [
      `--config.file=${file('alertmanager.yml', alertmanagerConfiguration(settings.webhookUrl))}`,
      `--storage.path=${join(folder, 'alertmanager')}`,
      // Empty: no cluster, and no port for one.
      '--cluster.listen-address=',
    ]),
    run('prometheus', port, [
      `--config.file=${file('prometheus.yml', prometheusConfiguration(settings.target, alertmanagerPort))}`,
      `--storage.tsdb.path=${join(folder, 'prometheus')}`,
    ]),
  ];
  const close = async (): Promise<void> => {
    await Promise.all(running.map(({ child }) => end(child)));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all([untilReady(alertmanagerPort, running[0]!), untilReady(port, running[1]!)]);
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
}

function run(program: string, port: number, args: readonly string[]): Running {
  const child = spawn(program, [`--web.listen-address=127.0.0.1:${port}`, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  return { child, output: () => printed };
}

async function untilReady(port: number, { child, output }: Running): Promise<void> {
  await eventually({ what: `port ${port} is ready` }, async () => {
    if (child.exitCode !== null) return true;
    return (await call(`http://127.0.0.1:${port}/-/ready`)).status === 200;
  });
  if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended:\n${output()}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  // What they would still write down goes with the folder.
  child.kill('SIGKILL');
  await ended;
}

function prometheusConfiguration(target: string, alertmanagerPort: number): string {
  return `
global:
  scrape_interval: ${INTERVAL}
  scrape_timeout: ${INTERVAL}
  evaluation_interval: ${INTERVAL}
rule_files: [rules.yml]
alerting:
  alertmanagers:
    - static_configs:
        - targets: ['127.0.0.1:${alertmanagerPort}']
scrape_configs:
  - job_name: shop
    static_configs:
      - targets: ['${target}']
`;
}

function rules(expression: string): string {
  return `
groups:
  - name: shop
    rules:
      - alert: OrdersPileUp
        expr: ${expression}
        labels:
          severity: critical
        annotations:
          summary: 'Orders pile up on {{ $labels.job }}'
          description: '{{ $value }} orders wait.'
`;
}

function alertmanagerConfiguration(webhookUrl: string): string {
  return `
route:
  receiver: tocsin
  group_by: [alertname]
  group_wait: 0s
  group_interval: ${INTERVAL}
receivers:
  - name: tocsin
    webhook_configs:
      - url: ${webhookUrl}
`;
}
