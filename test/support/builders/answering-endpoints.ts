import type { DeliveryMessage } from '../../../core/contracts/delivery';
import type { Integration } from '../../../core/contracts/resources';
import type { HttpAnswer, OutgoingRequest } from '../../../core/usecases/ports';
import { makeDeliveryId } from '../../../core/domain/webhook/delivery-id';
import { anAnswer } from '../fakes/scripted-sender';
import { aDeliveryMessage, anEndpoint, anOutgoingIntegration } from './outgoing';
import { OutgoingSimulation } from './outgoing-simulation';
import { aTeam } from './resources';

/** In microseconds, as the simulation's clock. */
export const SECOND = 1_000_000;
export const HOUR = 3_600 * SECOND;
export const DAY = 24 * HOUR;

/** The endpoint that fares as a test says. */
export const endpoint = anOutgoingIntegration();
/** One that is well, and wants to be told when others are disabled. */
export const other = anOutgoingIntegration({
  id: 'c7a1f6a0-7c11-4f5b-9d5a-5c1f0c0e8a35',
  name: 'Other',
  integration_key: 'c7a1f6a0-7c11-4f5b-9d5a-5c1f0c0e8a36',
  endpoint: anEndpoint({ url: 'https://other.example/', events: ['triggered', 'endpoint.disabled'] }),
});

/** The delivery of an incident's transition to an endpoint. */
export function message(incident: number, sequence: number, over: Partial<DeliveryMessage> = {}): DeliveryMessage {
  const integration = over.integration ?? endpoint.id;
  const transition_at = aDeliveryMessage().transition_at + incident * SECOND + sequence;
  const unique_id = `incident-${incident}`;
  const id = makeDeliveryId({ integration, incident: unique_id, sequence, transition_at });
  const body = `{"incident": ${incident}, "sequence": ${sequence}}`;
  const shown = { incident_number: incident, unique_id };
  return aDeliveryMessage({ id, integration, incident: shown, sequence, transition_at, body, ...over });
}

/** Endpoints that answer as a test says, by the time and the request. */
export class AnsweringEndpoints extends OutgoingSimulation {
  answer: (request: OutgoingRequest, now: number) => Partial<HttpAnswer> = () => ({});
  readonly requests: { readonly request: OutgoingRequest; readonly at: number; readonly status: number | null }[] = [];

  override sender = {
    send: (request: OutgoingRequest): Promise<HttpAnswer> => {
      const answer = anAnswer(this.answer(request, this.now));
      this.requests.push({ request, at: this.now, status: answer.status_code });
      return Promise.resolve(answer);
    },
  };

  to(url = endpoint.endpoint!.url) {
    return this.requests.filter(({ request }) => request.url === url);
  }

  /** What the endpoint has taken, in order: `<incident>/<sequence>`. */
  delivered(url?: string): readonly string[] {
    return this.to(url)
      .filter(({ status }) => status === 200)
      .map(({ request }) => JSON.parse(request.body) as { readonly incident: number; readonly sequence: number })
      .map(({ incident, sequence }) => `${incident}/${sequence}`);
  }

  async health() {
    return this.healths.load(endpoint.id);
  }

  async integration() {
    return this.resources.integration(endpoint.service, endpoint.id);
  }
}

/** The endpoints with their deliveries queue, and the team they are of. */
export async function startEndpoints(...integrations: readonly Integration[]): Promise<AnsweringEndpoints> {
  const world = new AnsweringEndpoints();
  await world.settle(...integrations);
  await world.resources.put('team', aTeam());
  return world;
}

/** Sequences of each incident in the order in which they were taken. */
export const byIncident = (taken: readonly string[]) => Map.groupBy(taken, (each) => each.split('/')[0]!);
