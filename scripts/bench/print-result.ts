import type { EndpointFigures } from './measure-endpoints';
import type { EngineFigures } from './measure-engine';
import type { EngineShare } from './measure-engine-share';
import type { BundleFigures } from './measure-bundle';
import type { Costs } from './read-meter';
import type { Spread, WorkloadResult } from './run-workload';

/** Prints a workload's figures for people. */
export function printWorkload(result: WorkloadResult): void {
  console.log(`\n${result.name}: ${result.sent} alerts`);
  line('accepted', `${result.acceptedPerSecond.toFixed(0)} /s`);
  line('accept', spread(result.accept));
  line('accept → webhook', spread(result.acceptToWebhook));
  line('first post → last webhook', `${result.totalSeconds.toFixed(1)} s`);
  line('refused, lost', `${result.refused}, ${result.lost}`);
  if (result.costs !== undefined) printCosts(result.costs);
}

/** Prints a bundle's size and load time. */
export function printBundle({ name, kilobytes, loadMs, loadCpuMs }: BundleFigures): void {
  console.log(`\n${name}'s bundle: ${kilobytes.toFixed(0)} KB minified`);
  line('load (median of 20)', `${loadMs.toFixed(1)} ms, ${loadCpuMs.toFixed(1)} ms of CPU`);
}

/** Prints what the engine does on one core, and its part of process where that could be measured. */
export function printEngine(figures: EngineFigures, share: EngineShare | null): void {
  const { blocks, rules, payloadBytes, alertsPerSecond, cpuMs, parseCpuMs } = figures;
  console.log(`\nengine: ${blocks} blocks, ${rules} rules, a payload of ${payloadBytes} bytes`);
  line('one core', `${alertsPerSecond.toFixed(0)} alerts/s`);
  line('CPU per alert', `${(cpuMs * 1_000).toFixed(0)} µs, and ${(parseCpuMs * 1_000).toFixed(0)} µs to read its JSON`);
  if (share === null) return;
  line('process, all of it', `${figure(share.processCpuMs)} ms`);
  line("the engine's share", `${(share.share * 100).toFixed(1)} %`);
}

/** Prints how good endpoints fare beside bad ones. */
export function printEndpoints({ alerts, perSecond, alone, beside, ratio }: EndpointFigures): void {
  console.log(`\neight good endpoints, ${alerts} alerts at ${perSecond} /s, accept → webhook:`);
  line('alone', spread(alone));
  line('beside a slow and a dead one', spread(beside));
  line('ratio of p99', ratio.toFixed(2));
}

function printCosts(costs: Costs): void {
  console.log('  per alert:');
  line('table write units', `${figure(costs.writeUnits)} (process ${figure(costs.processWriteUnits)})`);
  line('table read units', figure(costs.readUnits));
  line('queue calls', figure(costs.queueCalls));
  line('function calls', figure(costs.functionCalls));
  line("functions' CPU", `${figure(costs.cpuMs)} ms`);
  line('functions billed', `${figure(costs.billedMs)} ms (cold starts included)`);
  line('logged', `${costs.loggedBytes.toFixed(0)} bytes`);
  for (const [name, of] of Object.entries(costs.byFunction)) {
    if (of.calls === 0) continue;
    const units = `${figure(of.writeUnits)} write, ${figure(of.readUnits)} read units`;
    line(`  ${name}`, `${figure(of.calls)} calls, ${figure(of.cpuMs)} ms CPU, ${units}`);
  }
}

function spread({ p50, p99 }: Spread): string {
  return `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`;
}

function figure(value: number): string {
  return value.toFixed(2);
}

function line(name: string, value: string): void {
  console.log(`  ${name.padEnd(26)} ${value}`);
}
