import type { DeliveryMessage } from '../contracts/delivery';
import type { EndpointHealth } from '../contracts/endpoint-health';
import { toWireDate } from '../domain/views/wire-date';
import { claimProbe, gateOf, isSlow } from '../domain/webhook/endpoint-health';
import type { Backlogs, Clock, EndpointHealths } from './ports';

export interface AdmitDeps {
  readonly healths: EndpointHealths;
  readonly backlogs: Pick<Backlogs, 'hasBefore'>;
  readonly clock: Clock;
}

export interface Applicant {
  readonly message: DeliveryMessage;
  readonly isEnabled: boolean;
  /** It has not been tried yet. */
  readonly isFirst: boolean;
  /** As it was read for this message. */
  readonly health: EndpointHealth;
}

/** May the attempt be made now? `probe`: it is the one that tells whether the endpoint is back. */
export type Admission =
  { readonly admitted: true; readonly probe: boolean } | { readonly admitted: false; readonly reason: string };

/**
 * Decides whether a delivery that is due is tried now or held back: because its integration is disabled, its endpoint is
 * left alone for a while, or an earlier delivery of its incident is held back, which it must not overtake.
 */
export async function admitAttempt(deps: AdmitDeps, applicant: Applicant): Promise<Admission> {
  const { message, isEnabled, health } = applicant;
  // A person tries the endpoint out, whatever is thought of it.
  if (message.test === true) return { admitted: true, probe: false };
  if (!isEnabled) return { admitted: false, reason: 'Held back: the integration is disabled.' };
  if (health.backlog !== 'none' && (await deps.backlogs.hasBefore(message)))
    return { admitted: false, reason: 'Held back: an earlier delivery of its incident is held back.' };
  const now = deps.clock();
  const gate = gateOf(health, now);
  if (gate.gate === 'closed') {
    // By way of the backlog, which goes out a few at a time: in a storm it would otherwise take all of deliver's
    // concurrency, and everybody else's deliveries would wait for it.
    if (applicant.isFirst && message.release === undefined && isSlow(health, now))
      return { admitted: false, reason: 'Held back: the endpoint takes long to answer and gets a few at a time.' };
    return { admitted: true, probe: false };
  }
  if (gate.gate === 'open') return leftAlone(gate.until);
  // Whoever writes first makes the probe; for the others the circuit is open again.
  const claimed = claimProbe(health, now);
  if ((await deps.healths.save(message.integration, claimed)) === 'saved') return { admitted: true, probe: true };
  return leftAlone(claimed.open_until ?? now);
}

function leftAlone(until: number): Admission {
  return { admitted: false, reason: `Held back: the endpoint fails and is left alone until ${toWireDate(until)}.` };
}
