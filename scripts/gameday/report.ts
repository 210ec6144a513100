import { cpus, loadavg } from 'node:os';
import type { GameDayReport } from './run-game-day';

/** Prints a game day for people. @param seconds it took. */
export function printReport({ faults, refusals, sums, discrepancies, lines }: GameDayReport, seconds: number): void {
  const load = loadavg()[0] ?? 0;
  console.log(`${new Date().toISOString()}, ${cpus().length} cores, load average ${load.toFixed(1)}, ${seconds} s\n`);
  printFaults(faults);
  const { endpoints, accepted, completed, failed, incidents, transitions } = sums;
  console.log(`\nalerts: ${accepted} accepted = ${completed} completed + ${failed} failed`);
  console.log(`${incidents} incidents, ${transitions} transitions, ${refusals} posts without a 200, each sent again\n`);
  for (const { name, delivered, pending, deadLettered, taken, tries } of endpoints) {
    const sum = `${transitions} = ${delivered} delivered + ${pending} pending + ${deadLettered} dead-lettered`;
    console.log(`${name.padEnd(15)} ${sum}; its receiver took ${taken} of them, in ${tries} tries`);
  }
  console.log('');
  for (const { rule, text } of discrepancies) console.log(`DOES NOT ADD UP: ${rule}: ${text}`);
  if (discrepancies.length > 0) console.log(['What the runner said:', ...lines, ''].join('\n'));
  console.log(discrepancies.length === 0 ? 'Everything adds up.' : `${discrepancies.length} discrepancies.`);
}

function printFaults(faults: GameDayReport['faults']): void {
  const rows = faults.map(({ fault, at, caught, outcome }) => [fault, `${at.toFixed(1)} s`, caught, outcome] as const);
  const heads = ['fault', 'at', 'caught', 'then'] as const;
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column as 0 | 1 | 2 | 3].length)),
  );
  for (const row of [heads, ...rows]) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}
