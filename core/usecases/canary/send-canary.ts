import type { AlertType } from '../../contracts/alert';
import { CANARY } from '../../contracts/canary';
import { APPLICATIONS } from '../../contracts/applications';
import { STATUS } from '../../contracts/incident';
import type { EndpointSender, Entities } from '../ports';
import { setUpCanary, type SetUpCanaryDeps } from './set-up-canary';

export interface SendCanaryDeps extends SetUpCanaryDeps {
  readonly entities: Pick<Entities, 'load'>;
  readonly sender: EndpointSender;
}

/** Ingest answers in milliseconds, after a cold start in one or two seconds; its own timeout is ten. */
const PATIENCE_MS = 10_000;

/**
 * Posts one alert to the deployment's own intake, over its public URL, as any monitor would. It is a critical one unless
 * the canary's incident is open, and else resolves that: so each run whose predecessor came through makes a transition, and
 * never more than one incident is open, whatever was missed in between.
 * @returns the type of the alert that was accepted.
 * @throws when it was not accepted, or the canary could not be set up: the run has failed.
 */
export async function sendCanary(deps: SendCanaryDeps): Promise<AlertType> {
  await setUpCanary(deps);
  const head = await deps.entities.load(CANARY.incoming, CANARY.entity);
  const isOpen = head?.incident != null && head.incident.status !== STATUS.resolved;
  const alert_type: AlertType = isOpen ? 'resolved' : 'critical';
  const { account, entity } = CANARY;
  const answer = await deps.sender.send({
    url: `${deps.baseUrl}/integration/${account}/${APPLICATIONS.generic.extension}/${deps.secrets.incomingKey}/`,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ message: 'Canary', alert_type, entity_id: entity }),
    timeout_ms: PATIENCE_MS,
  });
  if (answer.status_code === 200) return alert_type;
  throw new Error(`The canary's alert was not accepted: ${answer.error ?? `status ${String(answer.status_code)}`}`);
}
