/** Our own metrics, in the embedded format: written by functions, looked at by alarms. */
export const METRICS_NAMESPACE = 'Tocsin';
/** Their one dimension. */
export const METRICS_DIMENSION = 'stage';

export const METRICS = {
  /** Deliveries that were given up. */
  deadLetteredDeliveries: 'DeadLetteredDeliveries',
  /** Integrations that were disabled because their endpoint failed for days or is gone. */
  disabledEndpoints: 'DisabledEndpoints',
  /** Alerts and deliveries that came in, and did not end within the time that the pipeline may take. */
  ledgerDrift: 'LedgerDrift',
  /** Milliseconds from the acceptance of an alert of the canary until its webhook came back. */
  canaryLatency: 'CanaryLatency',
} as const;
