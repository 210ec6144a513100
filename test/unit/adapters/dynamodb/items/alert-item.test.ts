import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { documentAttributes } from '../../../../../adapters/dynamodb/document-parts';
import { decodeDocument } from '../../../../../adapters/dynamodb/encoding/document';
import { splitDocument } from '../../../../../adapters/dynamodb/encoding/split-document';
import { decodeAlert, encodeAlertDocument, encodeAlertRow } from '../../../../../adapters/dynamodb/items/alert-item';
import { TTL_ATTRIBUTE } from '../../../../../core/contracts/keys';
import type { StoredAlert } from '../../../../../core/contracts/outcome';
import { anyStoredAlert } from '../../../../support/arbitraries/alert';
import { itemSize } from '../../../../support/item-size';

const RETENTION_DAYS = 30;

function itemOf(alert: StoredAlert) {
  return { ...encodeAlertRow(alert, RETENTION_DAYS), ...documentAttributes(splitDocument(encodeAlertDocument(alert))) };
}

/** A usual alert: about 500 bytes of payload as monitors send it, and a bound outcome. */
function typicalAlert(): StoredAlert {
  return {
    trace_id: randomUUID(),
    accepted_at: 1_789_000_000_123_456,
    account: 'ab1cd',
    integration: { id: randomUUID(), name: 'Prometheus production', service: randomUUID(), team: randomUUID() },
    outcome: {
      status: 'completed',
      incident: { incident_number: 123_456, unique_id: 'mHpKeQRxVtNjDwCZsYfBgL' },
      is_incident_created: true,
      suppressed: false,
      reason: 'No incident of this entity was open, so the alert opened one.',
    },
    alert: {
      message: 'HighErrorRate: checkout in eu-central-1 answers 7.31 % of requests with an error',
      summary: 'Error budget of the month burns 14 times faster than planned; the last deployment was 12 minutes ago.',
      alert_type: 'critical',
      suppressed: false,
      entity_id: randomBytes(15).toString('hex'),
      payload: {
        status: 'firing',
        labels: { alertname: 'HighErrorRate', service: 'checkout', region: 'eu-central-1', severity: 'page' },
        annotations: { runbook_url: 'https://runbooks.example.com/checkout/high-error-rate', value: 7.31 },
        startsAt: '2026-11-22T12:01:22.123Z',
        generatorURL: 'https://prometheus.example.com/graph?g0.expr=rate%28errors%5B5m%5D%29&g0.tab=1',
        fingerprint: randomBytes(8).toString('hex'),
        nonce: randomBytes(56).toString('hex'),
      },
      urls: [{ link_url: 'https://grafana.example.com/d/checkout', link_text: 'Dashboard' }],
      sla: null,
      escalation_policy: null,
      priority: null,
      tags: [],
      stakeholders: null,
      stakeholders_comms: null,
    },
    body: null,
    explain: [],
    fan_out: null,
  };
}

describe('the row of an alert', () => {
  it('gives back any alert as it was', () => {
    fc.assert(
      fc.property(anyStoredAlert, (alert) => {
        const item = itemOf(alert);
        expect(decodeAlert(item, decodeDocument(item['d']!))).toEqual(alert);
      }),
    );
  });

  it('costs one write unit for a usual alert', () => {
    const alert = typicalAlert();
    expect(JSON.stringify(alert.alert?.payload).length).toBeGreaterThan(500);
    expect(itemSize(itemOf(alert))).toBeLessThanOrEqual(1_024);
  });

  it('keeps numbers as they were sent', () => {
    const body = '{"id":12345678901234567890,"ratio":0.1000000000000000055511}';
    const alert = { ...typicalAlert(), body: decodeDocument({ S: body }) };
    const item = itemOf(alert);
    expect(JSON.stringify(decodeAlert(item, decodeDocument(item['d']!)).body)).toBe(body);
  });

  it('expires the days of retention after its accept time', () => {
    const row = encodeAlertRow(typicalAlert(), RETENTION_DAYS);
    expect(row[TTL_ATTRIBUTE]).toEqual({ N: String(1_789_000_000 + 30 * 86_400) });
  });
});
