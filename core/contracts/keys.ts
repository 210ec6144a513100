/**
 * Every key of the one table. `docs/design.md` lists the access patterns they serve. A key is written nowhere else.
 *
 * | item | pk | sk |
 * |---|---|---|
 * | deployment's account | DEPLOYMENT | ACCOUNT |
 * | account | ACCOUNT#a | ACCOUNT |
 * | user | ACCOUNT#a | USER#username |
 * | user by e-mail address | ACCOUNT#a | EMAIL#address |
 * | contact, notification rule, forwarding rule of a user | USER#username | CONTACT#id, NOTIFICATION_RULE#id, FORWARDING_RULE#id |
 * | custom role | ACCOUNT#a | CUSTOM_ROLE#id |
 * | team | ACCOUNT#a | TEAM#t |
 * | member of a team | TEAM#t | MEMBER#id |
 * | API token | ACCOUNT#a | API_TOKEN#id |
 * | API token by the hash of its text | TOKEN#hash | TOKEN |
 * | entry of the audit log | AUDIT#a | ENTRY#time#id |
 * | service, escalation policy | TEAM#t | SERVICE#s, ESCALATION_POLICY#e |
 * | schedule, priority, tag, SLA, incident role | TEAM#t | SCHEDULE#s, PRIORITY#p, TAG#g, SLA#l, ROLE#r |
 * | task template | TEAM#t | TASK_TEMPLATE#k |
 * | task | TASK_TEMPLATE#k | TASK#j |
 * | task after an incident | TEAM#t | POST_INCIDENT_TASK#j |
 * | integration | SERVICE#s | INTEGRATION#i |
 * | where an integration is | INTEGRATION#i | PLACE |
 * | where a service is | SERVICE#s | PLACE |
 * | team that a user is a member of | USER#username | TEAM#t |
 * | copy of a member, of an incident role | TEAMS#a | TEAM#t#MEMBER#id, TEAM#t#ROLE#r |
 * | priority by its name | PRIORITIES#a | NAME#hash#p |
 * | integration by its key | INTEGRATION_KEY#k | INTEGRATION_KEY |
 * | global router | ACCOUNT#a | ROUTER#r |
 * | ruleset of a router | ROUTER#r | RULESET#s |
 * | router by its key | INTEGRATION_KEY#k | INTEGRATION_KEY |
 * | alert rule | INTEGRATION#i | RULE#r |
 * | outgoing rule | INTEGRATION#i | OUTGOING_RULE#r |
 * | what was refused or failed, or found no integration | INTEGRATION#i, of a router too | ERROR#time#id |
 * | maintenance window | TEAM#t | MAINTENANCE#m |
 * | alert and its outcome | TRACE#trace | ALERT |
 * | piece of a large alert | TRACE#trace | ALERT#digest#part |
 * | part of a request's many alerts that has ended | TRACE#request | PART#from#to |
 * | entity head | ENTITY#i#hash | HEAD |
 * | resolved incident that was followed by another | ENTITY#i#hash | INCIDENT#ordinal |
 * | page of an incident's alerts | ENTITY#i#hash | ALERTS#ordinal#page |
 * | page of the account's incident numbers | NUMBERS#a | PAGE#page |
 * | mark of such a page that has open incidents | OPEN#a | PAGE#page |
 * | note, responder of an incident | INCIDENT#u | NOTE#n, RESPONDER#r |
 * | alerts that came through it, a batch | INTEGRATION#i | LISTED#trace |
 * | reply to a request that may be repeated | REPLY#hash | REPLY |
 * | alert grouping policy | SERVICE#s | ALERT_GROUPING_POLICY#p |
 * | the service has such a policy | SERVICE#s | ALERT_GROUPING_POLICY |
 * | windows of a group of collated alerts | COLLATION#s | GROUP#key |
 * | delivery | ENDPOINT#i | DELIVERY#d |
 * | piece of a delivery's large body | ENDPOINT#i | BODY#d#digest#part |
 * | an endpoint's health | ENDPOINT#i | HEALTH |
 * | delivery that is held back | BACKLOG#i | number#incident#sequence |
 */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** The attribute that DynamoDB's TTL reads: seconds since the epoch. */
export const TTL_ATTRIBUTE = 'expires_at';

/** Set on an entity's head by each write that changed an incident's status; the stream's filter lets only those pass to dispatch. */
export const TRANSITIONED_ATTRIBUTE = 'transitioned';

/** Prefix of the only items that ingest may read (its role says so too). */
export const INTEGRATION_KEY_PREFIX = 'INTEGRATION_KEY#';

/** Prefix of all items of entities, and the only ones that timers may read and change (their role says so too). */
export const ENTITY_PREFIX = 'ENTITY#';

/** Prefixes of what dispatch notes about resolved incidents (its role says so too). */
export const NUMBERS_PREFIX = 'NUMBERS#';
export const OPEN_PREFIX = 'OPEN#';

export const HEAD_SORT_KEY = 'HEAD';

/** Width that keeps numbers in sort keys in numeric order. */
const pad = (n: number): string => String(n).padStart(10, '0');

export const KEYS = {
  deployment: (): Key => ({ pk: 'DEPLOYMENT', sk: 'ACCOUNT' }),
  account: (account: string): Key => ({ pk: `ACCOUNT#${account}`, sk: 'ACCOUNT' }),
  user: (account: string, username: string): Key => ({ pk: `ACCOUNT#${account}`, sk: `USER#${username}` }),
  /** Addresses are told apart without regard to case. */
  email: (account: string, email: string): Key => ({ pk: `ACCOUNT#${account}`, sk: `EMAIL#${email.toLowerCase()}` }),
  contact: (username: string, contact: string): Key => ({ pk: `USER#${username}`, sk: `CONTACT#${contact}` }),
  notificationRule: (username: string, rule: string): Key => ({
    pk: `USER#${username}`,
    sk: `NOTIFICATION_RULE#${rule}`,
  }),
  forwardingRule: (username: string, rule: string): Key => ({ pk: `USER#${username}`, sk: `FORWARDING_RULE#${rule}` }),
  customRole: (account: string, role: string): Key => ({ pk: `ACCOUNT#${account}`, sk: `CUSTOM_ROLE#${role}` }),
  member: (team: string, member: string): Key => ({ pk: `TEAM#${team}`, sk: `MEMBER#${member}` }),
  servicePlace: (service: string): Key => ({ pk: `SERVICE#${service}`, sk: 'PLACE' }),
  membership: (username: string, team: string): Key => ({ pk: `USER#${username}`, sk: `TEAM#${team}` }),
  /** Copies of what teams are shown with, so that all of an account's are in one partition. */
  listedMember: (account: string, team: string, member: string): Key => ({
    pk: `TEAMS#${account}`,
    sk: `TEAM#${team}#MEMBER#${member}`,
  }),
  listedRole: (account: string, team: string, role: string): Key => ({
    pk: `TEAMS#${account}`,
    sk: `TEAM#${team}#ROLE#${role}`,
  }),
  /** `hash` is that of the name without regard to case: names are any text. */
  priorityByName: (account: string, hash: string, priority: string): Key => ({
    pk: `PRIORITIES#${account}`,
    sk: `NAME#${hash}#${priority}`,
  }),
  integrationPlace: (integration: string): Key => ({ pk: `INTEGRATION#${integration}`, sk: 'PLACE' }),
  team: (account: string, team: string): Key => ({ pk: `ACCOUNT#${account}`, sk: `TEAM#${team}` }),
  tokenById: (account: string, token: string): Key => ({ pk: `ACCOUNT#${account}`, sk: `API_TOKEN#${token}` }),
  token: (hash: string): Key => ({ pk: `TOKEN#${hash}`, sk: 'TOKEN' }),
  /** `time` in microseconds; `id` tells apart what happened in the same one. */
  auditEntry: (account: string, time: number, id: string): Key => ({
    pk: `AUDIT#${account}`,
    sk: `ENTRY#${String(time).padStart(16, '0')}#${id}`,
  }),
  service: (team: string, service: string): Key => ({ pk: `TEAM#${team}`, sk: `SERVICE#${service}` }),
  escalationPolicy: (team: string, policy: string): Key => ({ pk: `TEAM#${team}`, sk: `ESCALATION_POLICY#${policy}` }),
  schedule: (team: string, schedule: string): Key => ({ pk: `TEAM#${team}`, sk: `SCHEDULE#${schedule}` }),
  priority: (team: string, priority: string): Key => ({ pk: `TEAM#${team}`, sk: `PRIORITY#${priority}` }),
  tag: (team: string, tag: string): Key => ({ pk: `TEAM#${team}`, sk: `TAG#${tag}` }),
  sla: (team: string, sla: string): Key => ({ pk: `TEAM#${team}`, sk: `SLA#${sla}` }),
  postIncidentTask: (team: string, task: string): Key => ({ pk: `TEAM#${team}`, sk: `POST_INCIDENT_TASK#${task}` }),
  role: (team: string, role: string): Key => ({ pk: `TEAM#${team}`, sk: `ROLE#${role}` }),
  taskTemplate: (team: string, template: string): Key => ({ pk: `TEAM#${team}`, sk: `TASK_TEMPLATE#${template}` }),
  task: (template: string, task: string): Key => ({ pk: `TASK_TEMPLATE#${template}`, sk: `TASK#${task}` }),
  integration: (service: string, integration: string): Key => ({
    pk: `SERVICE#${service}`,
    sk: `INTEGRATION#${integration}`,
  }),
  integrationKey: (key: string): Key => ({ pk: `${INTEGRATION_KEY_PREFIX}${key}`, sk: 'INTEGRATION_KEY' }),
  router: (account: string, router: string): Key => ({ pk: `ACCOUNT#${account}`, sk: `ROUTER#${router}` }),
  ruleset: (router: string, ruleset: string): Key => ({ pk: `ROUTER#${router}`, sk: `RULESET#${ruleset}` }),
  rule: (integration: string, rule: string): Key => ({ pk: `INTEGRATION#${integration}`, sk: `RULE#${rule}` }),
  outgoingRule: (integration: string, rule: string): Key => ({
    pk: `INTEGRATION#${integration}`,
    sk: `OUTGOING_RULE#${rule}`,
  }),
  /** `newest`: the newest alert of the batch; trace ids sort by accept time. */
  listedAlerts: (integration: string, newest: string): Key => ({
    pk: `INTEGRATION#${integration}`,
    sk: `LISTED#${newest}`,
  }),
  /** `time` in microseconds; `id` tells apart what happened in the same one. The integration may be a router. */
  integrationError: (integration: string, time: number, id: string): Key => ({
    pk: `INTEGRATION#${integration}`,
    sk: `ERROR#${String(time).padStart(16, '0')}#${id}`,
  }),
  maintenanceWindow: (team: string, window: string): Key => ({ pk: `TEAM#${team}`, sk: `MAINTENANCE#${window}` }),
  alert: (traceId: string): Key => ({ pk: `TRACE#${traceId}`, sk: 'ALERT' }),
  /** A piece of a document that is too large for the alert's row; `digest` is the document's. */
  alertPart: (traceId: string, digest: string, part: number): Key => ({
    pk: `TRACE#${traceId}`,
    sk: `ALERT#${digest}#${pad(part)}`,
  }),
  /** Elements `from` to before `to` of a request. */
  endedPart: (request: string, from: number, to: number): Key => ({
    pk: `TRACE#${request}`,
    sk: `PART#${pad(from)}#${pad(to)}`,
  }),
  /** `entityHash` is {@link hashEntityId}'s: entity ids are any text of any length, keys are not. */
  head: (integration: string, entityHash: string): Key => ({
    pk: `${ENTITY_PREFIX}${integration}#${entityHash}`,
    sk: HEAD_SORT_KEY,
  }),
  archivedIncident: (integration: string, entityHash: string, ordinal: number): Key => ({
    pk: `${ENTITY_PREFIX}${integration}#${entityHash}`,
    sk: `INCIDENT#${pad(ordinal)}`,
  }),
  alertPage: (integration: string, entityHash: string, ordinal: number, page: string): Key => ({
    pk: `${ENTITY_PREFIX}${integration}#${entityHash}`,
    sk: `ALERTS#${pad(ordinal)}#${page}`,
  }),
  numberPage: (account: string, page: number): Key => ({ pk: `${NUMBERS_PREFIX}${account}`, sk: `PAGE#${pad(page)}` }),
  /** `incident` is its unique id. */
  incidentNote: (incident: string, note: string): Key => ({ pk: `INCIDENT#${incident}`, sk: `NOTE#${note}` }),
  responder: (incident: string, responder: string): Key => ({
    pk: `INCIDENT#${incident}`,
    sk: `RESPONDER#${responder}`,
  }),
  /** `hash` is that of token, route and the client's key. */
  reply: (hash: string): Key => ({ pk: `REPLY#${hash}`, sk: 'REPLY' }),
  /** There as long as a page of numbers may have open incidents. */
  openPage: (account: string, page: number): Key => ({ pk: `${OPEN_PREFIX}${account}`, sk: `PAGE#${pad(page)}` }),
  alertGroupingPolicy: (service: string, policy: string): Key => ({
    pk: `SERVICE#${service}`,
    sk: `ALERT_GROUPING_POLICY#${policy}`,
  }),
  /** There while the service has a policy: it has one at most. */
  hasAlertGroupingPolicy: (service: string): Key => ({ pk: `SERVICE#${service}`, sk: 'ALERT_GROUPING_POLICY' }),
  collationGroup: (service: string, key: string): Key => ({ pk: `COLLATION#${service}`, sk: `GROUP#${key}` }),
  delivery: (integration: string, delivery: string): Key => ({
    pk: `ENDPOINT#${integration}`,
    sk: `DELIVERY#${delivery}`,
  }),
  /** A piece of a body that is too large for the delivery's row; `digest` is the body's. */
  deliveryPart: (integration: string, delivery: string, digest: string, part: number): Key => ({
    pk: `ENDPOINT#${integration}`,
    sk: `BODY#${delivery}#${digest}#${pad(part)}`,
  }),
  endpointHealth: (integration: string): Key => ({ pk: `ENDPOINT#${integration}`, sk: 'HEALTH' }),
  /** `position` sorts an incident's deliveries by sequence, and incidents by number; see `core/domain/webhook/held-position`. */
  heldDelivery: (integration: string, position: string): Key => ({ pk: `BACKLOG#${integration}`, sk: position }),
} as const;

/** Prefixes of sort keys, for queries of one kind of item in a partition. */
export const SORT_PREFIX = {
  user: 'USER#',
  team: 'TEAM#',
  service: 'SERVICE#',
  escalationPolicy: 'ESCALATION_POLICY#',
  integration: 'INTEGRATION#',
  rule: 'RULE#',
  auditEntry: 'ENTRY#',
  integrationError: 'ERROR#',
  maintenanceWindow: 'MAINTENANCE#',
  delivery: 'DELIVERY#',
  endedPart: 'PART#',
  alertPages: (ordinal: number): string => `ALERTS#${pad(ordinal)}#`,
  numberPage: 'PAGE#',
} as const;
