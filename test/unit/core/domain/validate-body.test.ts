import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../core/contracts/json';
import type { BodySchemaName } from '../../../../core/contracts/schemas/body-schemas';
import { toFieldErrors } from '../../../../core/domain/field-errors';
import { validateBody } from '../../../../core/domain/validate-body';
import { VALIDATORS_FILE, compileValidators } from '../../../../scripts/validators/compile';

function errorsOf(name: BodySchemaName, body: JsonObject): readonly unknown[] {
  const checked = validateBody(name, body);
  return checked.valid ? [] : checked.errors;
}

describe('checking bodies', () => {
  it('uses validators that were compiled from the schemas as they are (else: npm run validators)', () => {
    expect(readFileSync(VALIDATORS_FILE, 'utf8')).toBe(compileValidators());
  });

  it('says everything that is missing at once', () => {
    expect(errorsOf('integration', {})).toEqual([
      { path: 'name', message: 'This field is required.' },
      { path: 'summary', message: 'This field is required.' },
      { path: 'application', message: 'This field is required.' },
    ]);
  });

  it.each([
    [{ name: ' ' }, 'name', 'Must not be blank.'],
    [{ name: 7 }, 'name', 'Must be string.'],
    [{ summary: '' }, 'summary', 'Must not be blank.'],
    [{ name: 'x'.repeat(201) }, 'name', 'Must have at most 200 characters.'],
    [{ is_enabled: 'yes' }, 'is_enabled', 'Must be boolean.'],
    [{ create_incidents_for: 4 }, 'create_incidents_for', 'Must be one of 0, 1, 2, 3.'],
    [{ default_urgency: 0.5 }, 'default_urgency', 'Must be integer.'],
    [{ application: '' }, 'application', 'Must not be empty.'],
  ])('says what is wrong with %j and where', (body, path, message) => {
    expect(errorsOf('integrationChange', body)).toContainEqual({ path, message });
  });

  it('ignores keys it does not know, dangerous ones among them', () => {
    const body = JSON.parse('{"name":"A","acknowledge_timeout":3,"__proto__":{"name":7}}') as JsonObject;
    expect(errorsOf('team', body)).toEqual([]);
  });

  it('takes null and empty text for a reference to nothing', () => {
    const body = { name: 'A', escalation_policy: 'x', sla: null, team_priority: '', task_template: '' };
    expect(errorsOf('service', body)).toEqual([]);
  });
});

describe('paths of errors', () => {
  it('are written with dots and indices', () => {
    const at = { keyword: 'type', instancePath: '/custom_mapping/blocks/1/set/message', params: { type: 'string' } };
    expect(toFieldErrors([at])).toEqual([{ path: 'custom_mapping.blocks[1].set.message', message: 'Must be string.' }]);
  });

  it('name the missing key below its parent', () => {
    const at = { keyword: 'required', instancePath: '/blocks/0', params: { missingProperty: 'set' } };
    expect(toFieldErrors([at])[0]?.path).toBe('blocks[0].set');
  });

  it('spell keys with slashes and tildes as they are', () => {
    const at = { keyword: 'format', instancePath: '/a~1b/c~0d', params: {}, message: 'must match' };
    expect(toFieldErrors([at])).toEqual([{ path: 'a/b.c~d', message: 'Is not valid: must match.' }]);
  });
});
