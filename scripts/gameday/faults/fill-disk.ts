import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../../test/support/eventually';
import type { Discrepancy } from '../../../test/support/storm/ledger/observed';
import type { GameDay } from '../game-day';
import type { SmallDisk } from '../small-disk';
import type { FaultRecord } from './fault-record';

/** How long after there is room again alerts may still be refused: engines that ended are tried every few seconds. */
const RECOVERY_MS = 20_000;
/** So many alerts are just being taken and processed when the last page is gone. */
const BURST = 48;

/** What became of posts while the disk was full. */
interface WhileFull {
  readonly taken: number;
  /** Statuses of those that were not; 0: no answer. */
  readonly refused: readonly number[];
  /** How often an engine ended over it. */
  readonly ends: number;
}

/**
 * Fills the disk of the data folder to its last page while alerts come, and makes room again. An alert that is refused has to
 * be refused with a 5xx, and the system has to go on by itself; that none of those it took is lost is for the ledger.
 */
export async function fillDisk(
  day: GameDay,
  disk: SmallDisk,
): Promise<{ readonly record: FaultRecord; readonly discrepancies: readonly Discrepancy[] }> {
  const at = day.time.passed();
  const seen = await whileFull(day, disk);
  const secondsToRecover = await recover(day);
  const unclear = findUnclear(seen.refused);
  return {
    record: {
      fault: `full disk for ${(day.plan.fullMs / 1_000).toFixed(0)} s`,
      at,
      ...describe(seen, secondsToRecover),
    },
    discrepancies: secondsToRecover === null ? [...unclear, STUCK] : unclear,
  };
}

async function whileFull({ load, plan, tocsin }: GameDay, disk: SmallDisk): Promise<WhileFull> {
  const said = tocsin.runner.output().length;
  load.burst(BURST);
  disk.fill();
  const from = performance.now();
  try {
    await pause(plan.fullMs);
  } finally {
    disk.makeRoom();
  }
  return {
    taken: load.accepted.filter(({ acceptedAt }) => acceptedAt >= from).length,
    refused: load.refusals.filter(({ at }) => at >= from).map(({ status }) => status),
    ends: [
      ...tocsin.runner
        .output()
        .slice(said)
        .matchAll(/engine \(process \d+\) ended/g),
    ].length,
  };
}

function describe(
  { taken, refused, ends }: WhileFull,
  secondsToRecover: string | null,
): Pick<FaultRecord, 'caught' | 'outcome'> {
  const statuses = [...new Set(refused)].join(', ');
  const refusals = refused.length === 0 ? 'none refused' : `${refused.length} with ${statuses}`;
  const went = secondsToRecover === null ? 'did not go on by itself' : `went on by itself ${secondsToRecover} s later`;
  const caught = `${taken} posts answered with 200, ${refusals}; engines ended ${ends} times over it`;
  return { caught, outcome: went };
}

const STUCK: Discrepancy = {
  rule: 'did not recover',
  text: `with room on its disk again, the system took no alert for ${RECOVERY_MS / 1_000} s`,
};

/** Seconds until an alert was taken; null when none was in time. */
async function recover({ load }: GameDay): Promise<string | null> {
  const begun = performance.now();
  const isTaken = (): boolean => load.accepted.some(({ sentAt }) => sentAt > begun);
  const wait = { what: 'an alert is taken', deadlineMs: RECOVERY_MS };
  const isBack = await eventually(wait, isTaken).catch(() => false);
  return isBack ? ((performance.now() - begun) / 1_000).toFixed(1) : null;
}

/** A full disk is the system's fault, so anything but a 5xx would tell a monitor not to send again. */
function findUnclear(refused: readonly number[]): readonly Discrepancy[] {
  const unclear = refused.filter((status) => status < 500);
  if (unclear.length === 0) return [];
  const statuses = [...new Set(unclear)].map((status) => (status === 0 ? 'no answer' : status)).join(', ');
  return [{ rule: 'unclear refusal', text: `while the disk was full, ${unclear.length} posts got ${statuses}` }];
}
