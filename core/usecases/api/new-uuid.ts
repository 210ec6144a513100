import { stampUuid } from '../../domain/derive-uuid';
import type { ApiDeps } from './deps';

const UUID_BYTES = 16;

/** A fresh random UUID v4. */
export function newUuid({ randomBytes }: Pick<ApiDeps, 'randomBytes'>): string {
  return stampUuid(randomBytes(UUID_BYTES));
}
