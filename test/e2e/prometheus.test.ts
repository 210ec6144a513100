import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually';
import { hasPrometheus, startPrometheus, type Prometheus } from '../support/prometheus';
import { startWebhookReceiver, type WebhookReceiver } from '../support/receiver';
import { startReceiver, type Receiver } from '../support/receivers';
import { startTocsin, type Tocsin } from '../support/tocsin';

// The skipped tests are in jest's count; this line says why.
if (!hasPrometheus) process.stderr.write('Skipped: prometheus and prometheus-alertmanager are not installed.\n');
const describeWithPrometheus = hasPrometheus ? describe : describe.skip;

describeWithPrometheus("Debian's Prometheus and Alertmanager, told our integration URL and nothing else", () => {
  let tocsin: Tocsin;
  let endpoint: WebhookReceiver;
  let shop: Receiver;
  let prometheus: Prometheus;
  /** What the shop's one metric says. */
  let waiting = 0;

  beforeAll(async () => {
    [tocsin, endpoint, shop] = await Promise.all([
      startTocsin(),
      startWebhookReceiver(),
      startReceiver((response) => {
        response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(`orders_waiting ${waiting}\n`);
      }),
    ]);
    const { team, service, integration, integration_url: webhookUrl } = tocsin.client.target.demo;
    const presets = await tocsin.client.read<readonly { name: string; configuration: unknown }[]>(
      '/api/account/mapping-presets/',
    );
    const preset = presets.find(({ name }) => name === 'prometheus-alertmanager');
    const path = `/api/account/teams/${team}/services/${service}/integrations/${integration}/configuration/`;
    await tocsin.client.send('PUT', path, preset?.configuration);
    await tocsin.client.makeWebhook('endpoint', endpoint.url);
    const expression = 'orders_waiting > 100';
    prometheus = await startPrometheus({ target: `127.0.0.1:${shop.port}`, expression, webhookUrl });
  });
  afterAll(() => Promise.all([prometheus.close(), shop.close(), endpoint.close(), tocsin.close()]));

  it('open an incident when a rule fires, and resolve it when it stops', async () => {
    const told = (count: number) =>
      eventually({ what: `webhook ${count}` }, () => endpoint.webhooks.length >= count && endpoint.webhooks);
    waiting = 250;
    const [triggered] = await told(1);
    expect(triggered).toMatchObject({ type: 'triggered', title: 'Orders pile up on shop' });
    const read = () =>
      tocsin.client.read<{ status: number; summary: string }>(`/api/incidents/${triggered!.incidentNumber}/`);
    expect(await read()).toMatchObject({ status: 1, summary: '250 orders wait.' });

    waiting = 0;
    const [, resolved] = await told(2);
    expect(resolved).toMatchObject({ type: 'resolved', incidentNumber: triggered!.incidentNumber });
    expect(await read()).toMatchObject({ status: 3 });
  });
});
