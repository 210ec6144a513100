import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../../../core/contracts/json';
import {
  makeWebhookBody,
  WEBHOOK_TEXT_LIMITS,
  type WebhookSubject,
} from '../../../../../core/domain/webhook/webhook-body';
import { anyText } from '../../../../support/arbitraries/json';
import { aFoldedIncident, anIncident, transitions } from '../../../../support/builders/outgoing';
import { aService, aUser } from '../../../../support/builders/resources';

interface Body {
  readonly payload: { readonly event_type: string; readonly incident: JsonObject };
}

/** The public sample of a webhook, seed 003. */
const SAMPLE = JSON.parse(readFileSync(join(__dirname, '../../../../fixtures/webhook-resolved.json'), 'utf8')) as Body;

const micros = (date: string, tail: number): number => Date.parse(date) * 1_000 + tail;

/** The incident, service and user that the sample shows. */
const sampleIncident = aFoldedIncident({
  number: 217,
  unique_id: 'vuwtGfyHf9JaN5vg5sEc4N',
  title: 'Free disk space is less than 20% on volume sdx-03',
  summary: 'Linux 008 Free disk space is less than 20% on volume sdx-03',
  created_at: micros('2020-05-21T19:42:16.372Z', 614),
  acknowledged_at: micros('2020-05-25T11:18:55.112Z', 452),
  resolved_at: micros('2020-05-28T16:46:46.020Z', 227),
});
const sampleSubject: WebhookSubject = {
  incident: sampleIncident,
  transition: { sequence: 3, type: 'resolved', at: micros('2020-05-28T16:46:46.020Z', 227) },
  service: aService({
    name: 'ZD Prod',
    description: 'Zenduty main application',
    created_at: micros('2019-11-26T22:01:17.582Z', 115),
    created_by: 'fe07dd6c-1f20-485e-bddb-c',
    id: 'e84d78d1-6484-4a99-b9f8-c23b6a4e86b0',
    team_priority: '6beb47f1-32f5-4f98-b013-757d2e3eef6e',
    task_template: '26c9f781-4169-4c79-80b8-7489b007c642',
    escalation_policy: '5ce8918d-dfac-4f00-b95a-b204dcedafc9',
    team: '0b333212-4a98-4dce-b77e-12cd02728b4b',
    sla: '77bac19a-deab-4166-bd9b-d4dfe6301924',
  }),
  assignee: aUser({ username: 'fe07dd6c-1f20-485e-bddb-c', email: 'tya@gmail.com' }),
};

const subject = (over: Partial<WebhookSubject> = {}): WebhookSubject => ({
  incident: anIncident(),
  transition: transitions('triggered')[0]!,
  service: aService(),
  assignee: null,
  ...over,
});

const parsed = (body: string): Body => JSON.parse(body) as Body;

/** Names of all fields in their order, nested ones with their path. */
function paths(value: Json, at = ''): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [`${at}/${key}`, ...paths(item, `${at}/${key}`)]);
}

describe('the body of a webhook', () => {
  it('is the public sample, field by field, where the incident is the sample’s', () => {
    const body = parsed(makeWebhookBody(sampleSubject));
    // The one field of ours: it follows from the unique id.
    expect(body.payload.incident['incident_key']).toMatch(/^[2-9A-HJ-NP-Za-km-z]{22}$/);
    const key = SAMPLE.payload.incident['incident_key']!;
    expect({ payload: { ...body.payload, incident: { ...body.payload.incident, incident_key: key } } }).toEqual(SAMPLE);
  });

  it('has the fields in the order of the sample', () => {
    expect(paths(parsed(makeWebhookBody(sampleSubject)) as unknown as Json)).toEqual(paths(SAMPLE as unknown as Json));
  });

  it('is written as Python writes it', () => {
    const text = makeWebhookBody(subject({ incident: anIncident({ title: 'Zürich 😀 "down"' }) }));
    expect(text).toMatch(
      /^\{"payload": \{"event_type": "triggered", "incident": \{"summary": "Linux 008", "incident_number": 217, /,
    );
    expect(text).toContain('"title": "Z\\u00fcrich \\ud83d\\ude00 \\"down\\"", ');
  });

  it('shows each of several transitions of one write as of its own moment', () => {
    const incident = aFoldedIncident();
    const bodies = incident.transitions.map((transition) => parsed(makeWebhookBody(subject({ incident, transition }))));
    const shown = bodies.map(({ payload: { event_type, incident: of } }) => [
      event_type,
      of['status'],
      of['acknowledged_date'],
      of['resolved_date'],
    ]);
    const acknowledged = '2026-09-21T14:14:20.123456Z';
    expect(shown).toEqual([
      ['triggered', 1, null, null],
      ['acknowledged', 2, acknowledged, null],
      ['resolved', 3, acknowledged, '2026-09-21T14:15:20.123456Z'],
    ]);
  });

  it('says that nobody acknowledged what was resolved without it', () => {
    const [triggered, resolved] = transitions('triggered', 'resolved');
    const incident = anIncident({ status: 3, sequence: 2, transitions: [triggered!, resolved!] });
    const body = parsed(makeWebhookBody(subject({ incident, transition: resolved! })));
    expect(body.payload.incident).toMatchObject({ status: 3, acknowledged_date: null });
  });

  it('says null for an incident that is nobody’s and for references that are not set', () => {
    const { incident } = parsed(makeWebhookBody(subject())).payload;
    expect(incident).toMatchObject({ assigned_to: null, merged_with: null });
    expect(incident['service']).toMatchObject({ team_priority: null, task_template: null, sla: null });
  });

  it.each([
    [null, 1],
    ['P1', 1],
    ['p3', 3],
    [' 2 ', 2],
    ['0', 0],
    ['Urgent', 1],
    ['6beb47f1-32f5-4f98-b013-757d2e3eef6e', 1],
  ])('shows the priority named %j as the number %d', (priorityName, number) => {
    const incident = anIncident({ urgency: 0 });
    expect(parsed(makeWebhookBody(subject({ incident, priorityName }))).payload.incident).toMatchObject({
      priority: number,
      urgency: 0,
    });
  });

  it('stays small enough for a queue’s message whatever the texts are, and marks what was cut', () => {
    const incident = anIncident({ title: '😀'.repeat(100_000), summary: 'é'.repeat(500_000) });
    const text = makeWebhookBody(subject({ incident }));
    expect(JSON.stringify(text).length).toBeLessThan(256 * 1_024);
    const shown = parsed(text).payload.incident;
    expect(shown['title']).toHaveLength(WEBHOOK_TEXT_LIMITS.title);
    expect(shown['summary']).toMatch(/^é+… \(cut\)$/);
  });

  it('keeps texts within the limits as they are, and the same subject gives the same bytes', () => {
    fc.assert(
      fc.property(anyText, anyText, (title, summary) => {
        fc.pre(title.length <= WEBHOOK_TEXT_LIMITS.title && summary.length <= WEBHOOK_TEXT_LIMITS.summary);
        const of = subject({ incident: anIncident({ title, summary }) });
        const text = makeWebhookBody(of);
        expect(parsed(text).payload.incident).toMatchObject({ title, summary });
        expect(makeWebhookBody(of)).toBe(text);
      }),
    );
  });
});
