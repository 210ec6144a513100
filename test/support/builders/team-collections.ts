import { expect } from '@jest/globals';
import type { JsonObject } from '../../../core/contracts/json';
import { PATHS } from './api-paths';
import { ApiWorld } from './api-world';

export const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** A date as the wire has it: six digits after the second, and Z. */
export const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
/** An id that nothing in the world has. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

/** What POST answered. */
export type Made = JsonObject & { readonly unique_id: string };

/** The builders' team, a client that may do everything, and what makes members of the team's collections. */
export async function startTeam() {
  const world = await new ApiWorld().settle();
  const api = await world.as();
  const list = (kind: string) => `${PATHS.team}${kind}/`;
  const make = async (kind: string, body: object): Promise<Made> => {
    const answer = await api('POST', list(kind), { body: { ...body } });
    expect(answer).toMatchObject({ status: 201 });
    return answer.body as Made;
  };
  const at = (kind: string, { unique_id }: Made): string => `${list(kind)}${unique_id}/`;
  return { world, api, make, list, at };
}
