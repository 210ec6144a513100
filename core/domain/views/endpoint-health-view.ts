import type { EndpointHealth } from '../../contracts/endpoint-health';
import type { Micros } from '../../contracts/incident';
import type { JsonObject } from '../../contracts/json';
import type { Integration } from '../../contracts/resources';
import { gateOf, isSlow } from '../webhook/endpoint-health';
import { toWireDateOrNull } from './wire-date';

/** An endpoint's health as `GET I/health/` answers. */
export function viewEndpointHealth(integration: Integration, health: EndpointHealth, now: Micros): JsonObject {
  const isLeftAlone = gateOf(health, now).gate === 'open';
  return {
    status: statusOf(integration, health, isLeftAlone),
    failures: health.failures,
    failing_since: toWireDateOrNull(health.failing_since),
    last_failure_at: toWireDateOrNull(health.last_failure_at),
    last_error: health.last_error,
    left_alone_until: isLeftAlone ? toWireDateOrNull(health.open_until) : null,
    is_slow: isSlow(health, now),
    disabled_by: integration.disabled_by ?? null,
    disabled_at: integration.disabled_by === undefined ? null : toWireDateOrNull(health.disabled?.at ?? null),
    holds_deliveries: health.backlog !== 'none',
  };
}

function statusOf({ is_enabled }: Integration, { failures }: EndpointHealth, isLeftAlone: boolean): string {
  if (!is_enabled) return 'disabled';
  if (isLeftAlone) return 'left_alone';
  return failures > 0 ? 'failing' : 'healthy';
}
