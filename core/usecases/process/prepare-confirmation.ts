import type { AcceptedAlert } from '../../contracts/alert';
import type { Outcome, StoredAlert } from '../../contracts/outcome';
import { errorBodyOf } from '../../domain/integration-error';
import type { SubscriptionConfirmation } from '../../domain/sns/subscription-confirmation';
import type { Confirmation } from './confirm-subscription';
import type { Arrival } from './find-engine';
import type { RouterIntake } from './find-intake';
import type { Prepared } from './prepare-alert';

/** Confirms a subscription of Amazon SNS. @throws when SNS could not be asked: the message has to be tried again. */
export type ConfirmSubscription = (confirmation: SubscriptionConfirmation) => Promise<Confirmation>;

/**
 * What becomes of a body that asks to confirm a subscription: it is no alert and meets neither mapping nor rules, but it
 * ends like one, completed when it was confirmed, else failed and listed with its integration or router. A router confirms
 * by itself: no ruleset could know where to.
 */
export async function prepareConfirmation(
  confirm: ConfirmSubscription,
  accepted: AcceptedAlert,
  intake: Pick<Arrival, 'integration'> | Pick<RouterIntake, 'router'>,
  confirmation: SubscriptionConfirmation,
): Promise<Prepared> {
  const { trace_id, accepted_at, body } = accepted;
  const { account, id } = 'router' in intake ? intake.router : intake.integration;
  const { result, reason } = await confirm(confirmation);
  const confirmed = result === 'confirmed';
  const stored: StoredAlert = {
    trace_id,
    accepted_at,
    account,
    integration: 'router' in intake ? null : integrationOf(intake),
    outcome: confirmed ? confirmedOutcome(reason) : { status: 'failed', error: reason },
    alert: null,
    body: confirmed ? null : body,
    explain: [{ step: 'subscription', matched: confirmed, reason }],
    fan_out: null,
  };
  const error = {
    integration: id,
    at: accepted_at,
    trace_id,
    kind: 'failed',
    reason,
    body: errorBodyOf(body),
  } as const;
  return { ends: true, errors: confirmed ? [] : [error], stored };
}

function integrationOf({ integration }: Pick<Arrival, 'integration'>): StoredAlert['integration'] {
  const { id, name, service, team } = integration;
  return { id, name, service, team };
}

function confirmedOutcome(reason: string): Outcome {
  return { status: 'completed', incident: null, is_incident_created: false, suppressed: false, reason };
}
