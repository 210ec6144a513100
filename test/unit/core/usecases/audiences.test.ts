import { describe, expect, it } from '@jest/globals';
import { dispatchTransitions } from '../../../../core/usecases/dispatch-transitions';
import { aChange, aFoldedIncident, anIncident, TRIGGERED_AT } from '../../../support/builders/outgoing';
import { OutgoingWorld } from '../../../support/builders/outgoing-world';
import { aTeam, aUser, anEscalationPolicy } from '../../../support/builders/resources';
import { aLayer, aSchedule } from '../../../support/builders/schedules';
import { aPriority } from '../../../support/builders/team-resources';

describe('the priority in a webhook', () => {
  it('is the rank in the name of the incident’s priority, and 1 when that is gone', async () => {
    const world = await new OutgoingWorld().settle();
    const incident = anIncident({ priority: aPriority().id });
    await world.resources.put('priority', aPriority({ name: 'P3' }));
    await dispatchTransitions(world.dispatchDeps, [aChange(incident)]);
    await world.resources.removeAll('priority', aTeam().id);
    await dispatchTransitions(world.dispatchDeps, [aChange({ ...incident, unique_id: 'another' })]);
    expect([0, 1].map((index) => world.shownIncident(index)['priority'])).toEqual([3, 1]);
  });
});

describe('whom a webhook names', () => {
  const assigned = async (world: OutgoingWorld, over = {}): Promise<unknown> => {
    await dispatchTransitions(world.dispatchDeps, [aChange(anIncident(over))]);
    return world.shownIncident()['assigned_to'];
  };
  const target = (target_type: 1 | 2, target_id: string) => ({ target_type, target_id });

  it('is the first user of the service’s escalation policy, by the position of the rules', async () => {
    const world = await new OutgoingWorld().settle();
    const rules = [
      { id: '2', delay: 5, position: 2, targets: [target(2, 'second')] },
      { id: '1', delay: 0, position: 1, targets: [target(1, 'a schedule'), target(2, aUser().username)] },
    ];
    await world.resources.put('escalation_policy', anEscalationPolicy({ rules }));
    const { username, first_name, last_name, email } = aUser();
    expect(await assigned(world)).toEqual({ username, first_name, last_name, email });
  });

  it('is who was on call by the policy’s schedule when the incident opened', async () => {
    const world = await new OutgoingWorld().settle();
    const rules = [{ id: '1', delay: 0, position: 1, targets: [target(1, aSchedule().id)] }];
    await world.resources.put('escalation_policy', anEscalationPolicy({ rules }));
    const layers = [aLayer(['ann', 'bob'], { rotation_start: TRIGGERED_AT - 3_600_000_000, shift_length: 3_601 })];
    await world.resources.put('schedule', aSchedule({ layers }));
    await world.resources.put('user', aUser({ username: 'ann', email: 'ann@example.com' }));
    // A second later it is bob's turn, and the webhooks still say whose it was.
    await dispatchTransitions(world.dispatchDeps, [aChange(aFoldedIncident())]);
    const named = [0, 1, 2].map((index) => world.shownIncident(index)['assigned_to']);
    expect(named).toEqual([0, 1, 2].map(() => expect.objectContaining({ username: 'ann' })));
  });

  it('is whom the incident is assigned to', async () => {
    const world = await new OutgoingWorld().settle();
    await world.resources.put('user', aUser({ username: 'pam', first_name: 'Pam' }));
    expect(await assigned(world, { assigned_to: 'pam' })).toMatchObject({ username: 'pam', first_name: 'Pam' });
  });

  it.each([
    ['has no users', { rules: [] }],
    ['names a user who is gone', { rules: [{ id: '1', delay: 0, position: 1, targets: [target(2, 'gone')] }] }],
  ])('is nobody where the policy %s', async (_what, over) => {
    const world = await new OutgoingWorld().settle();
    await world.resources.put('escalation_policy', anEscalationPolicy(over));
    expect(await assigned(world)).toBeNull();
  });
});
