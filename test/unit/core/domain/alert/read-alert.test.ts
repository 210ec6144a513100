import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../../../core/contracts/json';
import { fitsQueue, MAX_MESSAGE_BYTES, writeAcceptedAlert } from '../../../../../core/domain/alert/accepted-alert';
import { readAlert } from '../../../../../core/domain/alert/read-alert';
import { MAX_DEPTH, readJsonBody } from '../../../../../core/domain/alert/read-body';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

function read(body: Json) {
  const result = readAlert(body);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.alert;
}

function errorsOf(body: Json): readonly string[] {
  const result = readAlert(body);
  return result.ok ? [] : result.errors.map(({ path }) => path);
}

describe('reading the generic body', () => {
  it('fills in the defaults of the seed’s table', () => {
    expect(read({ message: 'm' })).toEqual({
      message: 'm',
      summary: '',
      alert_type: 'info',
      suppressed: false,
      entity_id: null,
      payload: null,
      urls: [],
      sla: null,
      escalation_policy: null,
      priority: null,
      tags: [],
      stakeholders: null,
      stakeholders_comms: null,
    });
  });

  it('reads the seed’s detailed sample whole', () => {
    const sample = {
      alert_type: 'critical',
      message: 'This is info alert',
      summary: 'This is the incident summary',
      entity_id: 12345,
      payload: { status: 'ACME Payments are failing', severity: '1', project: 'kubeprod' },
      urls: [{ link_url: 'https://www.example.com/alerts/12345/', link_text: 'Alert URL' }],
      sla: 'cfb927ec-8316-4464-8770-deca07f75b49',
      escalation_policy: '272841e2-2cbf-40a8-9a9a-64227fd3d722',
      priority: 'b535c8c0-7c75-4911-a9c6-27a3be2f2da9',
      stakeholders: { users: ['85e1569d-79a4-4205-850f-a'], teams: [], emails: ['maryjane@example.com'] },
      tags: ['bdb4f470-b04b-4036-b8a4-5b66d9097b25'],
      stakeholders_comms: { subject: 'New incident #12345 triggered', body: 'We’re on it.', timezone: 'UTC' },
    };
    expect(read(sample)).toEqual({ ...sample, suppressed: false, entity_id: '12345' });
  });

  it.each([
    ['Resolved', 'resolved'],
    [' CRITICAL ', 'critical'],
    [null, 'info'],
    ['', 'info'],
  ])('takes alert_type %j as %s', (alert_type, type) => {
    expect(read({ message: 'm', alert_type }).alert_type).toBe(type);
  });

  it.each([
    [12345, '12345'],
    [true, 'true'],
    [0, '0'],
    ['a/b#ü', 'a/b#ü'],
    ['', null],
    [null, null],
  ])('takes entity_id %j as %j', (entity_id, text) => {
    expect(read({ message: 'm', entity_id }).entity_id).toBe(text);
  });

  it('keeps an entity id that no double can hold as it was sent', () => {
    const body = readJsonBody(bytes('{"message":"m","entity_id":12345678901234567890}'));
    expect(body.ok && read(body.value).entity_id).toBe('12345678901234567890');
  });

  it.each<[string, Json, readonly string[]]>([
    ['no message', {}, ['message']],
    ['a blank message', { message: '  ' }, ['message']],
    ['a message that is no text', { message: ['m'] }, ['message']],
    ['an unknown alert type', { message: 'm', alert_type: 'fatal' }, ['alert_type']],
    ['an entity id that is an object', { message: 'm', entity_id: {} }, ['entity_id']],
    ['a suppressed that is no boolean', { message: 'm', suppressed: 'perhaps' }, ['suppressed']],
    ['urls that are no array', { message: 'm', urls: {} }, ['urls']],
    ['a url without a link', { message: 'm', urls: [{ link_url: 'https://x' }, {}] }, ['urls[1].link_url']],
    ['an array', [1], ['']],
    ['a text', 'alert', ['']],
    ['several things at once', { alert_type: 1, suppressed: 2 }, ['message', 'alert_type', 'suppressed']],
  ])('refuses %s, naming the place', (_, body, paths) => {
    expect(errorsOf(body)).toEqual(paths);
  });

  it('ignores references that can be none, as the seed says of invalid ones', () => {
    expect(read({ message: 'm', sla: {}, tags: 'one', stakeholders: 'all', priority: '' })).toMatchObject({
      sla: null,
      tags: ['one'],
      stakeholders: null,
      priority: null,
    });
  });

  it('never takes a field from a prototype', () => {
    expect(errorsOf(JSON.parse('{"__proto__":{"message":"m"}}') as Json)).toEqual(['message']);
  });

  it('gives an alert or errors for any JSON, and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const result = readAlert(value as Json);
        expect(result.ok || result.errors.length > 0).toBe(true);
      }),
    );
  });
});

describe('reading a body’s bytes', () => {
  it.each([
    ['nothing', bytes('')],
    ['no JSON', bytes('{"message": }')],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['half a surrogate pair in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['too deep a nesting', bytes('['.repeat(MAX_DEPTH + 1) + ']'.repeat(MAX_DEPTH + 1))],
    ['a nesting of 100,000', bytes('[{"a":'.repeat(100_000))],
  ])('refuses %s with a sentence', (_, body) => {
    const result = readJsonBody(body);
    expect(result.ok ? '' : result.error.message).toMatch(/^The body .*\.$/);
  });

  it('takes the deepest nesting that is allowed, a byte order mark, and brackets inside texts', () => {
    expect(readJsonBody(bytes('['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH))).ok).toBe(true);
    expect(readJsonBody(bytes('\ufeff{}')).ok).toBe(true);
    expect(readJsonBody(bytes(JSON.stringify({ a: '[{"\\'.repeat(500) }))).ok).toBe(true);
  });
});

describe('the queue message of an accepted alert', () => {
  const head = { v: 1, trace_id: 't', accepted_at: 1, account: 'a', integration_key: 'k', intake: 'generic' } as const;

  it('carries the body’s JSON as it was sent', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const message = JSON.parse(writeAcceptedAlert(head, text)) as { body: unknown };
        expect(message.body).toEqual(JSON.parse(text));
      }),
    );
    expect(writeAcceptedAlert(head, '{"n":1.0e2}')).toContain('{"n":1.0e2}');
  });

  it('writes the two characters that a queue refuses as escapes that say the same', () => {
    const message = writeAcceptedAlert(head, '"\ufffe\uffff"');
    expect(message).not.toMatch(/[\ufffe\uffff]/);
    expect((JSON.parse(message) as { body: string }).body).toBe('\ufffe\uffff');
  });

  it('fits the queue up to its limit in bytes, not characters', () => {
    expect(fitsQueue('x'.repeat(MAX_MESSAGE_BYTES))).toBe(true);
    expect(fitsQueue('ü'.repeat(MAX_MESSAGE_BYTES / 2 + 1))).toBe(false);
  });
});
