import { describe, expect, it } from '@jest/globals';
import { planClosing, planStorm } from '../../support/storm/plan-storm';

describe('a planned storm', () => {
  const size = { alerts: 2_000, entities: 20, seed: 1 };

  it('is the same for the same seed and another for another', () => {
    expect(planStorm(size)).toEqual(planStorm(size));
    expect(planStorm(size)).not.toEqual(planStorm({ ...size, seed: 2 }));
  });

  it('has every entity and type, and messages that tell alerts apart', () => {
    const storm = planStorm(size);
    expect(new Set(storm.map(({ entity }) => entity))).toEqual(new Set(planClosing(size).map(({ entity }) => entity)));
    expect(new Set(storm.map(({ type }) => type))).toEqual(new Set(['critical', 'acknowledged', 'resolved']));
    expect(new Set(storm.map(({ message }) => message)).size).toBe(size.alerts);
  });
});
