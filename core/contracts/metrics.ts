/** Our own metrics, in the embedded format: written by functions, looked at by alarms. */
export const METRICS_NAMESPACE = 'Tocsin';
/** Their one dimension. */
export const METRICS_DIMENSION = 'stage';

export const METRICS = {
  /** Alerts that ended as failed because they could not be processed. */
  failedAlerts: 'FailedAlerts',
  /** Deliveries that were given up. */
  deadLetteredDeliveries: 'DeadLetteredDeliveries',
  /** Integrations that were disabled because their endpoint failed for days or is gone. */
  disabledEndpoints: 'DisabledEndpoints',
} as const;
