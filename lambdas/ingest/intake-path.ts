import type { Intake } from '../../core/usecases/accept-alert';

/** What the path of an intake URL says (contract §1.12); a trailing slash is optional (contract §0.1). */
export type IntakePath = Pick<Intake, 'intake' | 'account' | 'extension' | 'integrationKey'>;

/** Reads `/integration/{account}/{extension}/{key}/` and the legacy `/api/events/{key}/`; null for any other path. */
export function readIntakePath(path: string): IntakePath | null {
  const [first, second, third, fourth, ...more] = path
    .replace(/^\/|\/$/g, '')
    .split('/')
    .map(decodeSegment);
  if (more.length > 0) return null;
  if (first === 'integration' && second && third && fourth) {
    return { intake: 'generic', account: second, extension: third, integrationKey: fourth.toLowerCase() };
  }
  if (first === 'api' && second === 'events' && third && fourth === undefined) {
    return { intake: 'legacy', account: null, extension: null, integrationKey: third.toLowerCase() };
  }
  return null;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // Not a valid percent-encoding: no key of ours contains a percent sign, so the segment as it stands matches nothing.
    return segment;
  }
}
