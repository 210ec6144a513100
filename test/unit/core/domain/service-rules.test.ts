import { describe, expect, it } from '@jest/globals';
import { changeService, checkService, referenceOf, type ServiceChange } from '../../../../core/domain/service-rules';
import { aService } from '../../../support/builders/resources';

const pathsOf = (body: ServiceChange): readonly string[] =>
  checkService(changeService(aService(), body)).map(({ path }) => path);

describe('rules of a service', () => {
  it('are kept by its defaults', () => {
    expect(pathsOf({})).toEqual([]);
  });

  it.each<[ServiceChange, readonly string[]]>([
    [{ acknowledgement_timeout: 599 }, ['acknowledgement_timeout']],
    [{ acknowledgement_timeout: 600 }, []],
    [{ acknowledgement_timeout: 5, acknowledgement_timeout_enabled: false }, []],
    [{ collation: 0, collation_time: 5 }, ['collation_time']],
    [{ collation: 1, collation_time: 0 }, ['collation_time']],
    [{ collation: 1 }, ['collation_time']],
    [{ collation: 3, collation_time: 20 }, []],
  ])('for %j name %j', (body, paths) => {
    expect(pathsOf(body)).toEqual(paths);
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

describe('changing a service', () => {
  it('changes what is named and nothing else', () => {
    const service = aService({ sla: 'the-sla', collation: 1, collation_time: 30 });
    expect(changeService(service, { name: 'New', sla: '', team_priority: null })).toMatchObject({
      ...service,
      name: 'New',
      sla: null,
    });
  });

  it('never takes the status or what is read-only from the body', () => {
    const body = { status: 0, created_by: 'me', under_maintenance: true, acknowledge_timeout: 700 };
    expect(changeService(aService(), body)).toMatchObject(aService());
  });

  it.each([
    // What was on before, the body, on or off and how long after.
    [{ acknowledgement_timeout: 1800 }, { acknowledgement_timeout_enabled: false }, 0, 1800],
    [{ acknowledgement_timeout: 0 }, { acknowledgement_timeout_enabled: true }, 600, 0],
    [
      { acknowledgement_timeout: 0, disabled_acknowledgement_timeout: 1800 },
      { acknowledgement_timeout_enabled: true },
      1800,
      0,
    ],
    [{ acknowledgement_timeout: 1800 }, { name: 'New' }, 1800, 0],
    [{ acknowledgement_timeout: 0, disabled_acknowledgement_timeout: 1800 }, { name: 'New' }, 0, 1800],
    [{ acknowledgement_timeout: 1800 }, { acknowledgement_timeout: 0 }, 0, 0],
    [{ acknowledgement_timeout: 0 }, { acknowledgement_timeout: 900 }, 900, 0],
    [{ acknowledgement_timeout: 0 }, { acknowledgement_timeout: 900, acknowledgement_timeout_enabled: false }, 0, 900],
  ])('of %j by %j has an acknowledgement timeout of %d s, and %d s while it is off', (before, body, on, off) => {
    expect(changeService(aService(before), body)).toMatchObject({
      acknowledgement_timeout: on,
      disabled_acknowledgement_timeout: off,
    });
  });

  it('keeps the time of collation until it is switched off', () => {
    const service = aService({ collation: 1, collation_time: 30 });
    expect(changeService(service, { collation: 3 })).toMatchObject({ collation_time: 30 });
    expect(changeService(service, { collation: 0 })).toMatchObject({ collation_time: 0 });
  });
});
