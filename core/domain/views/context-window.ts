import type { Micros } from '../../contracts/incident';
import { toWireDate } from './wire-date';

const THIRTY_MINUTES: Micros = 30 * 60 * 1_000_000;
const MICROS_PER_MILLISECOND = 1_000;

/** The window of time people look at first: the half hour before the incident, to the millisecond (contract §3). */
export function contextWindow(createdAt: Micros): { readonly start: string; readonly end: string } {
  const end = Math.floor(createdAt / MICROS_PER_MILLISECOND) * MICROS_PER_MILLISECOND;
  return { start: toWireDate(end - THIRTY_MINUTES), end: toWireDate(end) };
}
