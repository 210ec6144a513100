import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS, METRICS_DIMENSION, METRICS_NAMESPACE } from '../../core/contracts/metrics';
import type { Stage } from '../shared/stage';

/** A metric that the functions of a stage write, over periods of a length. */
export function stageMetric(
  { name }: Stage,
  metric: keyof typeof METRICS,
  { period, statistic = 'Sum' }: { readonly period: Duration; readonly statistic?: 'Sum' | 'Minimum' },
): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName: METRICS[metric],
    dimensionsMap: { [METRICS_DIMENSION]: name },
    period,
    statistic,
  });
}
