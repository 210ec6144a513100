import type { ApiRoute } from '../api-routes/route';
import type { Schema } from './documented-bodies';

/** Routes that answer 204, which has no body: whatever deletes or ends something (contract §0.3). */
type Silent = `delete${string}` | `end${string}`;

/** A schema for the answer of each of the routes that have one: a route without does not compile. */
export type AnswersOf<Routes extends Readonly<Record<string, ApiRoute>>> = {
  readonly [Name in Exclude<keyof Routes, Silent>]: Schema;
};
