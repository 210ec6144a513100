import { describe, expect, it } from '@jest/globals';
import { CANARY } from '../../../../../core/contracts/canary';
import { STATUS } from '../../../../../core/contracts/incident';
import { readAlert } from '../../../../../core/domain/alert/read-alert';
import { sendCanary } from '../../../../../core/usecases/canary/send-canary';
import { CANARY_SECRETS, CanaryWorld } from '../../../../support/builders/canary';
import { anAnswer, ScriptedSender } from '../../../../support/fakes/scripted-sender';

describe('a run of the canary', () => {
  it('posts an alert to the deployment itself, as a monitor would', async () => {
    const world = new CanaryWorld();
    await sendCanary(world.deps);
    expect(world.sender.requests).toEqual([
      {
        url: `https://tocsin.example/integration/canary/generic/${CANARY_SECRETS.incomingKey}/`,
        headers: { 'Content-Type': 'application/json' },
        body: expect.any(String),
        timeout_ms: 10_000,
      },
    ]);
    const read = readAlert(JSON.parse(world.sender.requests[0]?.body ?? '') as object as never);
    expect(read).toMatchObject({ ok: true, alert: { alert_type: 'critical', entity_id: CANARY.entity } });
  });

  it.each([
    ['resolves', STATUS.triggered, 'resolved'],
    ['resolves', STATUS.acknowledged, 'resolved'],
    ['opens the one after', STATUS.resolved, 'critical'],
  ] as const)('%s the incident that is %i', async (_what, status, alertType) => {
    const world = await new CanaryWorld().withIncident(status);
    expect(await sendCanary(world.deps)).toBe(alertType);
    expect(world.sender.requests[0]?.body).toContain(`"alert_type":"${alertType}"`);
  });

  it('is ready to be told before it posts the first time', async () => {
    const world = new CanaryWorld();
    const [outgoing, incoming] = [CANARY.outgoing, CANARY.incoming];
    const known: (readonly string[])[] = [];
    world.sender.send = async () => {
      known.push((await world.resources.integrations(CANARY.service)).map(({ id }) => id));
      return anAnswer();
    };
    await sendCanary(world.deps);
    expect(known).toEqual([[outgoing, incoming]]);
  });

  it.each([
    [{ status_code: 503 }, 'status 503'],
    [{ status_code: 404 }, 'status 404'],
    [{ status_code: null, error: 'The connection was refused.' }, 'The connection was refused.'],
  ])('fails when its alert is not accepted: %j', async (answer, reason) => {
    const world = new CanaryWorld();
    world.sender = new ScriptedSender(anAnswer(answer));
    await expect(sendCanary(world.deps)).rejects.toThrow(`not accepted: ${reason}`);
  });
});
