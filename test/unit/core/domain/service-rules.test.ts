import { describe, expect, it } from '@jest/globals';
import { checkService, referenceOf } from '../../../../core/domain/service-rules';

const body = { name: 'A', escalation_policy: 'x' };
const pathsOf = (over: object): readonly string[] => checkService({ ...body, ...over }).map(({ path }) => path);

describe('rules of a service', () => {
  it('are kept by its defaults', () => {
    expect(pathsOf({})).toEqual([]);
  });

  it.each([
    [{ acknowledgement_timeout: 599 }, ['acknowledgement_timeout']],
    [{ acknowledgement_timeout: 600 }, []],
    [{ collation: 0, collation_time: 5 }, ['collation_time']],
    [{ collation: 1, collation_time: 0 }, ['collation_time']],
    [{ collation: 3, collation_time: 20 }, []],
    [{ sla: 'cfb927ec-8316-4464-8770-deca07f75b49' }, ['sla']],
    [{ sla: '', team_priority: null, task_template: '' }, []],
  ])('for %j name %j', (over, paths) => {
    expect(pathsOf(over)).toEqual(paths);
  });

  it('keep an empty reference as null', () => {
    expect([referenceOf(''), referenceOf(null), referenceOf(undefined), referenceOf('a')]).toEqual([
      null,
      null,
      null,
      'a',
    ]);
  });
});
