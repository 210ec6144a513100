import { createDeps } from './deps';
import { createHandler } from './handler';

/** The composition root: see `handler.ts` for what it does. */
export const handler = createHandler(createDeps());
