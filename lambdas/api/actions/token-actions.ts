import type { TOKEN_ROUTES } from '../../../core/contracts/api-routes/token-routes';
import { createToken, deleteToken, listTokens } from '../../../core/usecases/api/tokens';
import type { ActionsOf } from './action';

/** What serves TOKEN_ROUTES. */
export const TOKEN_ACTIONS: ActionsOf<typeof TOKEN_ROUTES> = { listTokens, createToken, deleteToken };
