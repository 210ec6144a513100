import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../../../core/contracts/json';
import { compileEngine } from '../../../../../core/domain/engine';
import { parseCustomMapping } from '../../../../../core/domain/mapping/parse-mapping';
import { MAPPING_PRESETS } from '../../../../../core/domain/presets/mapping-presets';
import { runEngine } from '../../../../support/run-engine';

const FIXTURES = join(__dirname, '../../../../fixtures/monitors');

function preset(name: string) {
  const found = MAPPING_PRESETS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no preset ${name}`);
  return found;
}

/** Runs a payload through the engine with the preset, and shows what binding would see. */
function run(name: string, body: Json) {
  const { custom_mapping } = preset(name).configuration;
  const engine = compileEngine({ custom_mapping, rules: [], default_urgency: 1, service: 's', windows: [] });
  return runEngine(engine, body, { at: Date.UTC(2026, 10, 22) * 1000, similarAt: () => null, freshId: String }).map(
    (alert) => {
      if (alert.effect === 'failed') throw new Error(alert.reason);
      const { alert_type, message, summary, entity_id, urls } = alert.fields;
      return { alert_type, message, summary, entity_id, urls: urls.map(({ link_text: text }) => text) };
    },
  );
}
const fixture = (name: string): Json => JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')) as Json;
const sample = (name: string) => run(name, preset(name).sample);
const only = (name: string, state: string) => run(name, fixture(`${name}-${state}`))[0];

describe('ready-made mappings', () => {
  it.each(MAPPING_PRESETS.map((one) => [one.name, one] as const))(
    '%s can be saved as it is, and says what to enter',
    (_, { configuration, setup, source, title }) => {
      expect(parseCustomMapping(configuration.custom_mapping)).toEqual({
        ok: true,
        mapping: configuration.custom_mapping,
      });
      expect(setup).toContain('{url}');
      expect(title).not.toBe('');
      expect(source).toMatch(/^https:\/\//);
    },
  );

  it.each(readdirSync(FIXTURES).filter((file) => file.endsWith('.json')))(
    '%s makes alerts, none of which fails',
    (file) => {
      const name = MAPPING_PRESETS.find((one) => file.startsWith(one.name))?.name ?? '';
      expect(run(name, JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as Json).length).toBeGreaterThan(0);
    },
  );

  it.each(MAPPING_PRESETS.map(({ name }) => name))('%s: what resolves is bound to what triggered', (name) => {
    const [triggered] = sample(name);
    const resolved = only(name, 'resolved');
    expect([triggered?.alert_type, resolved?.alert_type]).toEqual(['critical', 'resolved']);
    expect(resolved?.entity_id).toBe(triggered?.entity_id);
    expect(triggered?.entity_id).toBeTruthy();
  });

  it('Prometheus Alertmanager: each alert of a group is one of its own, firing and resolved side by side', () => {
    expect(sample('prometheus-alertmanager')).toEqual([
      {
        alert_type: 'critical',
        message: 'Instance web-1:9100 down',
        summary: 'web-1:9100 of job node has been down for more than 5 minutes.',
        entity_id: '8a92c9eb4ef4f1cf',
        urls: ['Prometheus', 'Alertmanager'],
      },
      {
        alert_type: 'warning',
        message: 'Instance web-2:9100 down',
        summary: 'web-2:9100 of job node has been down for more than 5 minutes.',
        entity_id: '4f9d0cf2a8e0a2a1',
        urls: ['Prometheus', 'Alertmanager'],
      },
    ]);
    expect(
      run('prometheus-alertmanager', fixture('prometheus-alertmanager-resolved')).map(({ alert_type }) => alert_type),
    ).toEqual(['resolved', 'warning']);
  });

  it('Prometheus Alertmanager: alerts without annotations and severity still say what they are', () => {
    const body: Json = {
      alerts: [
        { status: 'firing', labels: { alertname: 'Watchdog' }, fingerprint: 'f' },
        { status: 'firing', labels: { alertname: 'A', instance: 'i' } },
      ],
    };
    expect(run('prometheus-alertmanager', body)).toMatchObject([
      { message: 'Watchdog', alert_type: 'critical' },
      { message: 'A on i', entity_id: null },
    ]);
  });

  it('Grafana: alerts with their links; empty ones are left out', () => {
    expect(sample('grafana')).toMatchObject([
      { message: 'High memory usage: This alert was triggered for zone us-1', urls: ['Rule', 'Silence', 'Runbook'] },
      { message: 'High CPU usage: This alert was triggered for zone eu-1' },
    ]);
  });

  it('CloudWatch: reads the alarm inside of the SNS notification; other notifications are information', () => {
    expect(sample('cloudwatch-sns')).toMatchObject([
      {
        message: 'ServerCpuTooHigh (US East (N. Virginia))',
        entity_id: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:ServerCpuTooHigh',
        summary: expect.stringContaining('Threshold Crossed'),
      },
    ]);
    expect(only('cloudwatch-sns', 'plain')).toMatchObject({
      alert_type: 'info',
      message: 'Hello',
      summary: 'This is no JSON',
    });
    expect(only('cloudwatch-sns', 'unsubscribed')).toMatchObject({
      alert_type: 'info',
      summary: expect.stringContaining('deactivate subscription'),
    });
  });

  it('Datadog: title, text and link', () => {
    expect(sample('datadog')).toMatchObject([
      { message: '[Triggered] Disk is almost full on host:web-1', entity_id: '8437510463279154126', urls: ['Datadog'] },
    ]);
  });

  it('Uptime Kuma: down, up, and its test', () => {
    expect(sample('uptime-kuma')).toMatchObject([
      { message: 'Shop is down', entity_id: '7', summary: 'connect ECONNREFUSED 203.0.113.7:443' },
    ]);
    expect(only('uptime-kuma', 'resolved')).toMatchObject({ message: 'Shop is up' });
    expect(only('uptime-kuma', 'test')).toMatchObject({ message: 'Tocsin Testing', alert_type: 'info' });
  });

  it('Healthchecks.io: down and up', () => {
    expect([sample('healthchecks-io')[0], only('healthchecks-io', 'resolved')]).toMatchObject([
      { message: 'Nightly "full" backup is down', summary: expect.stringContaining('Tags: prod db') },
      { message: 'Nightly "full" backup is up' },
    ]);
  });

  it('Sentry: issue alerts, changes of issues, metric alerts', () => {
    expect(sample('sentry')).toMatchObject([
      { message: 'ReferenceError: heck is not defined', entity_id: 'issue 1170820242', urls: ['Sentry'] },
    ]);
    expect(only('sentry', 'assigned')).toMatchObject({ alert_type: 'acknowledged', entity_id: 'issue 1170820242' });
    expect([only('sentry', 'metric-critical'), only('sentry', 'metric-resolved')]).toMatchObject([
      { alert_type: 'critical', entity_id: 'metric 7' },
      { alert_type: 'resolved', entity_id: 'metric 7' },
    ]);
  });

  it('Zabbix: problem, update, recovery', () => {
    expect(sample('zabbix')).toMatchObject([{ message: 'High CPU utilization on web-1', entity_id: '9021' }]);
    expect(only('zabbix', 'acknowledged')).toMatchObject({ alert_type: 'acknowledged', entity_id: '9021' });
    expect(only('zabbix', 'commented')).toMatchObject({ alert_type: 'info', entity_id: '9021' });
  });

  it('Icinga 2 and Nagios: services, hosts, acknowledgements', () => {
    expect(sample('icinga2-nagios')).toMatchObject([{ message: 'disk on web-1 is CRITICAL', entity_id: 'web-1!disk' }]);
    expect(only('icinga2-nagios', 'acknowledged')).toMatchObject({
      alert_type: 'acknowledged',
      summary: 'ann: on it',
      entity_id: 'web-1!disk',
    });
    expect(only('icinga2-nagios', 'host-down')).toMatchObject({
      alert_type: 'critical',
      message: 'web-1 is DOWN',
      entity_id: 'web-1!',
    });
  });

  it('GitHub Actions: failed, succeeded, only begun, and the ping', () => {
    expect(sample('github-actions')).toMatchObject([
      {
        message: 'Build of octo-org/octo-repo (main): failure',
        entity_id: '217723378/159038/octo-org/octo-repo/main',
        urls: ['Run 562'],
      },
    ]);
    // A fork's branch of the same name is another branch.
    expect(only('github-actions', 'fork')).toMatchObject({ entity_id: '217723378/159038/mona/octo-repo/main' });
    expect(only('github-actions', 'requested')).toMatchObject({ alert_type: 'info' });
    expect(only('github-actions', 'ping')).toMatchObject({ alert_type: 'info', message: 'GitHub: octo-org/octo-repo' });
  });
});
