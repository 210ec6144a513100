import { STATUS, type TransitionType } from '../../../core/contracts/incident';
import type { Webhook } from '../receiver';
import type {
  Observed,
  ObservedAlert,
  ObservedDelivery,
  ObservedEndpoint,
  ObservedIncident,
} from '../storm/ledger/observed';

const TYPES: readonly TransitionType[] = ['triggered', 'acknowledged', 'resolved'];

/** An alert that ended as it should, as the `number`th of incident `incident` (null: of none). */
function anAlert(number: number, incident: number | null, over: Partial<ObservedAlert> = {}): ObservedAlert {
  const end = {
    status: 'completed' as const,
    incident: incident === null ? null : { incident_number: incident, unique_id: `incident-${incident}` },
    alert: alertId(number),
    is_incident_created: false,
  };
  const alert = { entity: `entity-${incident ?? 0}`, type: 'critical' as const, message: `alert ${number}` };
  return { alert, traceId: `trace-${number}`, end, later: end, ...over };
}

/** An incident of its own entity that lists these alerts. */
export function anIncident(
  number: number,
  alerts: readonly number[],
  over: Partial<ObservedIncident> = {},
): ObservedIncident {
  return {
    incident_number: number,
    unique_id: `incident-${number}`,
    status: STATUS.resolved,
    title: `entity-${number} alert`,
    alerts: alerts.map(alertId),
    ...over,
  };
}

/** One HTTP try of an incident's transition, taken by its receiver. */
export function aTry(incidentNumber: number, sequence: number, over: Partial<Webhook> = {}): Webhook {
  return {
    id: deliveryId(incidentNumber, sequence),
    attempt: 1,
    sequence,
    type: TYPES[sequence - 1] ?? '',
    incidentNumber,
    incident: {},
    title: '',
    headers: {},
    text: `body ${incidentNumber}/${sequence}`,
    at: 0,
    answered: 200,
    ...over,
  };
}

/** A delivery as the endpoint's list shows it. */
export function aDelivery(
  incidentNumber: number,
  sequence: number,
  over: Partial<ObservedDelivery> = {},
): ObservedDelivery {
  const type = TYPES[sequence - 1] ?? 'triggered';
  return { id: deliveryId(incidentNumber, sequence), incidentNumber, sequence, type, status: 'delivered', ...over };
}

/** An endpoint that was told of all three transitions of these incidents. */
export function anEndpoint(incidents: readonly number[], over: Partial<ObservedEndpoint> = {}): ObservedEndpoint {
  const all = incidents.flatMap((incident) => [1, 2, 3].map((sequence) => [incident, sequence] as const));
  return {
    name: 'good',
    deliveries: all.map(([incident, sequence]) => aDelivery(incident, sequence)),
    webhooks: all.map(([incident, sequence]) => aTry(incident, sequence)),
    ...over,
  };
}

/** Everything seen of a system that kept its promises: two incidents with two alerts each, one alert of none. */
export function aCleanLedger(over: Partial<Observed> = {}): Observed {
  const incidents = [anIncident(1, [1, 2]), anIncident(2, [3, 4])];
  return {
    alerts: [anAlert(1, 1), anAlert(2, 1), anAlert(3, 2), anAlert(4, 2), anAlert(5, null)],
    before: incidents.map((incident) => ({ ...incident, status: STATUS.triggered })),
    incidents,
    endpoints: [anEndpoint([1, 2])],
    ...over,
  };
}

function alertId(number: number): string {
  return `alert-${number}`;
}

function deliveryId(incident: number, sequence: number): string {
  return `delivery-${incident}-${sequence}`;
}
