import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STATUS, type Incident, type Transition } from '../../../../../core/contracts/incident';
import { locationOf } from '../../../../../core/domain/incident-location';
import { changeByTimer, isStanding } from '../../../../../core/domain/timers/change-by-timer';
import { readTimerMessage } from '../../../../../core/domain/timers/read-timer-message';
import { delayOf, setTimers } from '../../../../../core/domain/timers/set-timers';
import { freshIncident } from '../../../../support/builders/fresh-incidents';
import { aTimer } from '../../../../support/builders/timers';

const AT = 1_789_000_000_000_000;
const opened: Transition = { sequence: 1, type: 'triggered', at: AT };
const acknowledged: Transition = { sequence: 2, type: 'acknowledged', at: AT + 5_000_000 };
const BOTH = { auto_resolve_timeout: 30, acknowledgement_timeout: 600 };
const OFF = { auto_resolve_timeout: 0, acknowledgement_timeout: 0 };

const acknowledgedIncident = (over: Partial<Incident> = {}): Incident =>
  freshIncident({ status: STATUS.acknowledged, sequence: 2, acknowledged_at: acknowledged.at, ...over });

describe('the timers that transitions set', () => {
  it('are none where a service has no timeouts', () => {
    expect(setTimers(freshIncident(), [opened], OFF)).toEqual([]);
    expect(setTimers(acknowledgedIncident(), [acknowledged], OFF)).toEqual([]);
  });

  it('resolve an incident so many seconds after it was opened', () => {
    const incident = freshIncident({ number: 12 });
    expect(setTimers(incident, [opened], BOTH)).toEqual([
      {
        v: 1,
        kind: 'auto_resolve',
        account: incident.account,
        service: incident.service,
        ...locationOf(incident),
        incident: { incident_number: 12, unique_id: incident.unique_id },
        sequence: 1,
        due: AT + 30_000_000,
      },
    ]);
  });

  it('withdraw an acknowledge so many seconds after it', () => {
    const [timer, ...others] = setTimers(acknowledgedIncident(), [acknowledged], BOTH);
    expect(timer).toMatchObject({ kind: 'acknowledgement_timeout', sequence: 2, due: acknowledged.at + 600_000_000 });
    expect(others).toEqual([]);
  });

  it('are two when one write opens and acknowledges', () => {
    const timers = setTimers(acknowledgedIncident(), [opened, acknowledged], BOTH);
    expect(timers.map(({ kind }) => kind)).toEqual(['auto_resolve', 'acknowledgement_timeout']);
  });

  it('are none for what the same write has ended, or when it is triggered again', () => {
    const resolved = freshIncident({ status: STATUS.resolved, sequence: 3 });
    const ended: Transition = { sequence: 3, type: 'resolved', at: AT + 6_000_000 };
    expect(setTimers(resolved, [opened, acknowledged, ended], BOTH)).toEqual([]);
    const again: Transition = { sequence: 3, type: 'triggered', at: AT + 6_000_000 };
    expect(setTimers(freshIncident({ sequence: 3 }), [again], BOTH)).toEqual([]);
  });

  it('come back from their message as they were, and nothing else does', () => {
    const timer = aTimer();
    expect(readTimerMessage(JSON.stringify(timer))).toEqual(timer);
    const without = Object.keys(timer).map((name) => JSON.stringify({ ...timer, [name]: undefined }));
    for (const text of [...without, 'x', '[]', 'null', JSON.stringify({ ...timer, kind: 'other' })])
      expect(readTimerMessage(text)).toBeNull();
  });
});

describe('the delay of a timer', () => {
  it('is never longer than a queue delays, nor shorter than what is left of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 90_000_000_000 }), (left) => {
        const seconds = delayOf({ due: AT + left }, AT);
        expect(Number.isInteger(seconds) && seconds >= 0 && seconds <= 900).toBe(true);
        expect(seconds === 900 || seconds * 1_000_000 >= left).toBe(true);
        expect((seconds - 1) * 1_000_000).toBeLessThan(Math.max(left, 0));
      }),
    );
  });
});

describe('a timer that is due', () => {
  const now = AT + 60_000_000;
  const open = freshIncident();
  const resolved = freshIncident({ status: STATUS.resolved, sequence: 2 });

  it.each([
    ['resolves a triggered incident', aTimer(), open, 'resolve'],
    ['resolves an acknowledged incident', aTimer(), acknowledgedIncident(), 'resolve'],
    [
      'withdraws the acknowledge it was set for',
      aTimer({ kind: 'acknowledgement_timeout', sequence: 2 }),
      acknowledgedIncident(),
      'unacknowledge',
    ],
  ] as const)('%s', (_what, timer, incident, kind) => {
    expect(isStanding(timer, incident)).toBe(true);
    expect(changeByTimer(timer, incident, now)).toEqual({ status: { kind, at: now } });
  });

  it.each([
    ['that was resolved', aTimer(), resolved],
    ['that was resolved', aTimer({ kind: 'acknowledgement_timeout', sequence: 1 }), resolved],
    [
      'that is triggered again',
      aTimer({ kind: 'acknowledgement_timeout', sequence: 2 }),
      freshIncident({ sequence: 3 }),
    ],
    [
      'that was acknowledged once more since',
      aTimer({ kind: 'acknowledgement_timeout', sequence: 2 }),
      acknowledgedIncident({ sequence: 4 }),
    ],
  ] as const)('does nothing to an incident %s', (_what, timer, incident) => {
    expect(isStanding(timer, incident)).toBe(false);
    expect(changeByTimer(timer, incident, now)).toEqual({});
  });
});
