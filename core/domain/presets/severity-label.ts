/**
 * The alert type by the label `severity`, which Prometheus' alerts carry by convention and Grafana's take over from it. An
 * alert without the label, or with a word of the author's own, is critical: somebody wrote a rule to be told.
 */
export const BY_SEVERITY_LABEL = {
  key: 'item.labels.severity',
  values: {
    critical: 'critical',
    page: 'critical',
    error: 'error',
    major: 'error',
    high: 'error',
    warning: 'warning',
    minor: 'warning',
    low: 'warning',
    info: 'info',
    none: 'info',
  },
  default: 'critical',
} as const;
