import { cloudwatchSns } from './cloudwatch-sns';
import { datadog } from './datadog';
import { githubActions } from './github-actions';
import { grafana } from './grafana';
import { healthchecksIo } from './healthchecks-io';
import { icinga2Nagios } from './icinga2-nagios';
import { prometheusAlertmanager } from './prometheus-alertmanager';
import { sentry } from './sentry';
import { uptimeKuma } from './uptime-kuma';
import { zabbix } from './zabbix';
import type { MappingPreset } from './preset';

/** All ready-made mappings, in the order in which they are offered. */
export const MAPPING_PRESETS: readonly MappingPreset[] = [
  prometheusAlertmanager,
  grafana,
  cloudwatchSns,
  datadog,
  uptimeKuma,
  healthchecksIo,
  sentry,
  zabbix,
  icinga2Nagios,
  githubActions,
];
