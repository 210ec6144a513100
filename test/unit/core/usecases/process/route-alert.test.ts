import { describe, expect, it } from '@jest/globals';
import type { AcceptedAlert } from '../../../../../core/contracts/alert';
import type { Json, JsonObject } from '../../../../../core/contracts/json';
import type { Ruleset } from '../../../../../core/contracts/routing';
import { createProcessor } from '../../../../../core/usecases/process/process-alerts';
import { makeTraceId } from '../../../../../core/domain/trace-id';
import { ApiWorld } from '../../../../support/builders/api-world';
import { aSubscriptionConfirmation } from '../../../../support/builders/sns';
import { ACCOUNT, aService, anIntegration } from '../../../../support/builders/resources';
import { aRouter, aRuleset } from '../../../../support/builders/routing';
import { MemoryCollations } from '../../../../support/fakes/memory-collations';
import { NO_LEDGER } from '../../../../support/fakes/memory-ledger';

const CRITICAL = { message: 'Disk full', alert_type: 'critical', entity_id: 'disk' };
const UNROUTED = `/api/v2/account/events/router/${aRouter().id}/unrouted/`;

async function start(...rulesets: readonly Ruleset[]) {
  const world = await new ApiWorld().settle();
  await world.integrate();
  await world.resources.put('router', aRouter());
  for (const ruleset of rulesets) await world.resources.put('ruleset', ruleset);
  const api = await world.as();
  const process = createProcessor({
    ...world.deps,
    integrationKeys: world.resources,
    incidentNumbers: world.incidentNumbers,
    alertsQueue: { send: () => Promise.reject(new Error('Nothing is put back here.')) },
    ledger: NO_LEDGER,
    confirmSubscription: ({ TopicArn: topic }) => Promise.resolve({ result: 'confirmed', reason: `About ${topic}.` }),
    collations: new MemoryCollations(),
    signing: world.signingKeys,
  });
  const accept = (body: Json): AcceptedAlert => {
    const accepted_at = world.deps.clock();
    const trace_id = makeTraceId(accepted_at, Buffer.from('seven'), world.signingKeys.traceIds);
    const { integration_key } = aRouter();
    return { v: 1, trace_id, accepted_at, account: ACCOUNT, integration_key, intake: 'generic', body };
  };
  const run = (accepted: AcceptedAlert) => process([{ messageId: accepted.trace_id, accepted }]);
  const read = async (path: string) => (await api('GET', path)).body as JsonObject;
  /** Posts a body to the router; its status, its explanation and what is listed as unrouted afterwards. */
  const post = async (body: Json) => {
    const accepted = accept(body);
    expect(await run(accepted)).toEqual([]);
    const status = await read(`/api/alert/status/${accepted.trace_id}/`);
    const explain = await read(`/api/alert/status/${accepted.trace_id}/explain/`);
    return { accepted, status, explain, unrouted: (await read(UNROUTED))['results'] };
  };
  return { world, api, accept, run, post, read };
}

const SUPPRESS: Partial<Ruleset> = { action: { id: aRuleset().action.id, effect: 'suppress' } };

describe('an alert that was posted to a router', () => {
  it('goes the way of the integration that the first matching ruleset names', async () => {
    const other = aRuleset({ id: 'other', condition: { field: 'message', op: 'equals', value: 'x' }, ...SUPPRESS });
    const { post, world } = await start(other, aRuleset({ created_at: other.created_at + 1 }));
    const { status, explain, unrouted } = await post(CRITICAL);
    expect(status).toMatchObject({
      ...{ status: 'completed', is_incident_created: true, suppressed: false },
      integration: { name: anIntegration().name },
      incident: { incident_number: 1 },
    });
    expect(explain).toMatchObject({
      integration: { unique_id: anIntegration().id },
      explain: [{ step: 'ruleset', rule: aRuleset().id, name: aRuleset().name, matched: true }],
    });
    expect(unrouted).toEqual([]);
    expect([...world.entities.heads.values()]).toMatchObject([{ integration: anIntegration().id, entity_id: 'disk' }]);
  });

  it('is read by the custom mapping of that integration', async () => {
    const { post, world } = await start(aRuleset());
    await world.integrate(
      anIntegration({
        custom_mapping: { enabled: true, blocks: [{ set: { message: '{{payload.title}}', alert_type: 'critical' } }] },
      }),
    );
    const { explain } = await post({ title: 'CPU hot' });
    expect(explain).toMatchObject({ alert: { message: 'CPU hot' } });
    expect((explain['explain'] as readonly JsonObject[]).map(({ step }) => step)).toEqual(['ruleset', 'block']);
  });

  it('lands the same when it is delivered again, and once', async () => {
    const { accept, run, world, read } = await start(aRuleset());
    const accepted = accept(CRITICAL);
    await run(accepted);
    const before = JSON.stringify([...world.alerts.rows.values()]);
    expect(await run(accepted)).toEqual([]);
    expect(JSON.stringify([...world.alerts.rows.values()])).toBe(before);
    expect((await read('/api/incidents/1/'))['title']).toBe('Disk full');
    expect(world.entities.heads.size).toBe(1);
  });

  it('is kept and opens nothing when its ruleset suppresses it', async () => {
    const { post, world } = await start(aRuleset(SUPPRESS));
    const { status, explain, unrouted } = await post(CRITICAL);
    expect(status).toMatchObject({ status: 'completed', suppressed: true, incident: null, is_incident_created: false });
    expect(explain).toMatchObject({ body: CRITICAL, explain: [{ matched: true, rule: aRuleset().id }] });
    expect(unrouted).toEqual([]);
    expect(world.entities.heads.size).toBe(0);
  });

  it('is listed as unrouted when no ruleset matches, once, and says why', async () => {
    const { post, run, read } = await start(aRuleset({ condition: { field: '$.team', op: 'equals', value: 'shop' } }));
    const { accepted, status, explain, unrouted } = await post(CRITICAL);
    const error = 'No ruleset of the router "Everything" matches (1 tried).';
    expect(status).toEqual({ status: 'failed', error });
    expect(explain).toMatchObject({ explain: [{ step: 'ruleset', matched: false, name: aRuleset().name }] });
    const listed = { kind: 'unrouted', trace_id: accepted.trace_id, reason: error, body: CRITICAL };
    expect(unrouted).toMatchObject([listed]);
    await run(accepted);
    expect((await read(UNROUTED))['results']).toMatchObject([listed]);
  });

  it.each<[string, string, (world: ApiWorld) => Promise<unknown>]>([
    [
      'is gone',
      'does not exist any more',
      async ({ resources }) =>
        resources.remove('integration', (await resources.integration(aService().id, anIntegration().id))!),
    ],
    ['is disabled', 'is disabled', (world) => world.integrate(anIntegration({ is_enabled: false }))],
  ])('fails and is listed when its integration %s', async (_, why, change) => {
    const { post, world } = await start(aRuleset());
    await change(world);
    const { status, unrouted } = await post(CRITICAL);
    expect(status).toMatchObject({ status: 'failed', error: expect.stringContaining(why) });
    expect(unrouted).toMatchObject([{ kind: 'failed', reason: expect.stringContaining(why) }]);
  });

  it('fails in the integration’s own list when the integration can not read it', async () => {
    const { post, world } = await start(aRuleset());
    const { status, unrouted } = await post({ title: 'no message' });
    expect(status).toMatchObject({ status: 'failed' });
    expect(unrouted).toEqual([]);
    expect((await world.errors.list(anIntegration().id, { limit: 10 })).errors).toHaveLength(1);
  });

  it('fails when the router was disabled or deleted in the meantime', async () => {
    const { post, world } = await start(aRuleset());
    await world.resources.put('router', aRouter({ is_enabled: false }));
    expect((await post(CRITICAL)).status).toEqual({ status: 'failed', error: 'The router is disabled.' });
  });

  it('follows the router’s order once that is changed', async () => {
    const last = aRuleset({ id: 'last', created_at: aRuleset().created_at + 1, ...SUPPRESS });
    const { post, world } = await start(aRuleset(), last);
    expect((await post(CRITICAL)).status).toMatchObject({ suppressed: false });
    await world.resources.put('router', aRouter({ ruleset_order: ['last'] }));
    expect((await post(CRITICAL)).status).toMatchObject({ suppressed: true });
  });

  it('is confirmed when it is a subscription, whatever the rulesets', async () => {
    const { post } = await start();
    expect((await post({ ...aSubscriptionConfirmation() })).status).toMatchObject({
      status: 'completed',
      incident: null,
    });
  });

  it('belongs to no team: a token for one team does not see how it ended at the router', async () => {
    const { post, world } = await start();
    const { accepted } = await post(CRITICAL);
    const limited = await world.as('read', ACCOUNT, undefined, [aService().team]);
    expect((await limited('GET', `/api/alert/status/${accepted.trace_id}/explain/`)).status).toBe(404);
  });
});
