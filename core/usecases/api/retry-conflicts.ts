import { conflict } from './reply';
import type { Reply } from './reply';

/** How often a change is decided anew before its maker is told. Each round lost means that somebody else's went through. */
const ROUNDS = 10;

/**
 * Makes a change that reads, decides and writes, and does all three again when somebody else wrote in between: the change
 * is applied to what is there, and nobody's is lost. 409 when that keeps happening.
 */
export async function retryConflicts(change: () => Promise<Reply | 'conflict'>): Promise<Reply> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const reply = await change();
    if (reply !== 'conflict') return reply;
  }
  return conflict('Others keep changing this at the same time. Read it again and repeat your change.');
}
