import type { INCIDENT_ROUTES } from '../api-routes/incident-routes';
import { ALERT } from './alert-answers';
import {
  DATE_TIME,
  INTEGER,
  OBJECT,
  SHORT_ID,
  TEXT,
  UUID,
  YES_NO,
  listOf,
  named,
  orNull,
  pageOf,
  shape,
} from './answer-shapes';
import type { AnswersOf } from './answers-of';
import { SERVICE_FIELDS } from './integration-answers';
import { USER } from './people-answers';
import { POLICY_REFERENCE } from './team-answers';

const TAG = named('IncidentTag', {
  unique_id: UUID,
  incident: INTEGER,
  creation_date: DATE_TIME,
  name: TEXT,
  color: TEXT,
  tag_id: UUID,
  team_tag: UUID,
});

const SLA_REFERENCE = shape({
  unique_id: UUID,
  name: TEXT,
  is_active: YES_NO,
  acknowledge_time: orNull(INTEGER),
  resolve_time: orNull(INTEGER),
  creation_date: DATE_TIME,
});

/** What an incident has in full and as an item of a filtered list. */
const COMMON = {
  incident_number: INTEGER,
  creation_date: DATE_TIME,
  status: { enum: [1, 2, 3] },
  unique_id: SHORT_ID,
  sla: orNull(UUID),
  title: TEXT,
  assigned_to: orNull(TEXT),
  assigned_to_name: TEXT,
  tags: listOf(TAG),
  sla_object: orNull(SLA_REFERENCE),
  team_priority_object: orNull(shape({ unique_id: UUID, name: TEXT, description: TEXT, color: TEXT })),
  is_child_incident: YES_NO,
  is_parent_incident: YES_NO,
  postmortems: listOf(OBJECT),
  acknowledged_date: orNull(DATE_TIME),
  resolved_date: orNull(DATE_TIME),
  snooze_time: orNull(INTEGER),
  snoozed_till: orNull(DATE_TIME),
} as const;

const INCIDENT = named('Incident', {
  ...COMMON,
  summary: TEXT,
  incident_key: SHORT_ID,
  service: UUID,
  service_object: shape({ ...SERVICE_FIELDS, escalation_policy: orNull(UUID), team_name: TEXT }),
  urgency: { enum: [0, 1] },
  merged_with: orNull(SHORT_ID),
  escalation_policy: orNull(UUID),
  escalation_policy_object: orNull(POLICY_REFERENCE),
  team_priority: orNull(UUID),
  context_window_start: DATE_TIME,
  context_window_end: DATE_TIME,
  parent_incident: orNull(INTEGER),
  postmortem_assignee: { type: 'null' },
});

const INCIDENT_ITEM = named('IncidentItem', {
  ...COMMON,
  service_object: shape({ name: TEXT, unique_id: UUID, team: UUID, team_name: TEXT }),
});

const NOTE = named('IncidentNote', {
  unique_id: SHORT_ID,
  incident: INTEGER,
  user: TEXT,
  note: TEXT,
  user_name: TEXT,
  creation_date: DATE_TIME,
});

const RESPONDER = named('Responder', {
  unique_id: UUID,
  incident: INTEGER,
  user: orNull(USER),
  response_status: { enum: [1, 2, 3] },
  creation_date: DATE_TIME,
});

/** What rules decided; references are as their authors wrote them. */
const SETTINGS = named('IncidentSettings', {
  escalation_policy: orNull(TEXT),
  schedule: orNull(TEXT),
  assigned_to: orNull(TEXT),
  urgency: orNull({ enum: [0, 1] }),
  sla: orNull(TEXT),
  team_priority: orNull(TEXT),
  task_template: orNull(TEXT),
  delay_seconds: orNull(INTEGER),
  roles: listOf(shape({ role: TEXT, user: TEXT })),
  tags: listOf(TEXT),
  tasks: listOf(shape({ title: TEXT, description: TEXT })),
  responders: listOf(TEXT),
  notes: listOf(TEXT),
});

/** What the routes of incidents answer. */
export const INCIDENT_ANSWERS: AnswersOf<typeof INCIDENT_ROUTES> = {
  listIncidents: pageOf(INCIDENT),
  createIncident: INCIDENT,
  filterIncidents: pageOf(INCIDENT_ITEM),
  updateIncident: INCIDENT,
  getIncident: INCIDENT,
  getIncidentSettings: SETTINGS,
  listIncidentAlerts: pageOf(ALERT),
  listIncidentNotes: pageOf(NOTE),
  createIncidentNote: NOTE,
  getIncidentNote: NOTE,
  updateIncidentNote: NOTE,
  listIncidentTags: listOf(TAG),
  createIncidentTag: TAG,
  getIncidentTag: TAG,
  listResponders: pageOf(RESPONDER),
  createResponder: RESPONDER,
  getResponder: RESPONDER,
  updateResponder: RESPONDER,
  mergeIncidents: INCIDENT,
  snoozeIncident: INCIDENT,
};
