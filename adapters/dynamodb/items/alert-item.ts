import { ALERT_TYPES, type AlertFields } from '../../../core/contracts/alert';
import type { ExplainStep } from '../../../core/contracts/explain';
import type { Json, JsonObject } from '../../../core/contracts/json';
import { KEYS, TTL_ATTRIBUTE } from '../../../core/contracts/keys';
import type { Outcome, StoredAlert } from '../../../core/contracts/outcome';
import { decodeNumber, encodeNumber, orNull, present, required } from '../encoding/attributes';
import { decodeId, encodeId } from '../encoding/ids';
import { decodeText } from '../encoding/text';
import { keyItem, type Item } from '../table';

/**
 * An alert's row. Usual ones stay within 1 KB (one write unit): what varies is one compressed document.
 *
 * | name | field |
 * |---|---|
 * | a | account |
 * | at | accepted_at |
 * | i, sv, tm | integration: id, service, team (absent: no integration) |
 * | d | document: everything else, see {@link AlertDocument} (see `split-document` for large ones) |
 * | expires_at | when DynamoDB may delete it, seconds since the epoch |
 *
 * The document says defaults by leaving keys out.
 */
interface AlertDocument {
  /** Name of the integration. */
  readonly in?: string;
  readonly o: OutcomeDocument;
  readonly al?: FieldsDocument;
  /** The body of a failed alert; in a list of one, so that `null` is a body too. */
  readonly b?: readonly [Json];
  readonly ex?: readonly ExplainStep[];
  /** fan_out */
  readonly fo?: number;
}

/** `f` error of a failed alert; or `r` reason, `n` and `u` the incident, `c` created it, `s` suppressed. */
interface OutcomeDocument {
  readonly f?: string;
  readonly r?: string;
  readonly n?: number;
  readonly u?: string;
  readonly c?: 1;
  readonly s?: 1;
}

/** The alert's fields, in the order of {@link AlertFields}. */
interface FieldsDocument {
  readonly m: string;
  readonly su?: string;
  /** Index into ALERT_TYPES. */
  readonly ty?: number;
  readonly sp?: 1;
  readonly e: string;
  readonly p: Json;
  readonly ur?: readonly (readonly [url: string, text: string])[];
  readonly sl?: string;
  readonly ep?: string;
  readonly pr?: string;
  readonly tg?: readonly string[];
  readonly st?: JsonObject;
  readonly sc?: JsonObject;
}

const SECONDS_PER_DAY = 86_400;
const MICROS_PER_SECOND = 1_000_000;

/** The attributes of an alert's row but for its document. */
export function encodeAlertRow(alert: StoredAlert, retentionDays: number): Item {
  const { integration } = alert;
  return {
    ...keyItem(KEYS.alert(alert.trace_id)),
    ...present({
      a: { S: alert.account },
      at: encodeNumber(alert.accepted_at),
      i: orNull(integration?.id ?? null, encodeId),
      sv: orNull(integration?.service ?? null, encodeId),
      tm: orNull(integration?.team ?? null, encodeId),
    }),
    ...expiry(alert.accepted_at, retentionDays),
  };
}

/** The attribute that lets DynamoDB delete an item so many days after `from` (microseconds). */
export function expiry(from: number, retentionDays: number): Item {
  const seconds = Math.floor(from / MICROS_PER_SECOND) + retentionDays * SECONDS_PER_DAY;
  return { [TTL_ATTRIBUTE]: encodeNumber(seconds) };
}

/** The document of an alert's row. */
export function encodeAlertDocument(alert: StoredAlert): Json {
  const document: AlertDocument = {
    ...(alert.integration === null ? {} : { in: alert.integration.name }),
    o: encodeOutcome(alert.outcome),
    ...(alert.alert === null ? {} : { al: encodeFields(alert.alert) }),
    ...(alert.body === null ? {} : { b: [alert.body] }),
    ...(alert.explain.length === 0 ? {} : { ex: alert.explain }),
    ...(alert.fan_out === null ? {} : { fo: alert.fan_out }),
  };
  // Plain data by its type; interfaces only lack the index signature that Json asks for.
  return document as unknown as Json;
}

/** The alert of a row and its document. */
export function decodeAlert(item: Item, decoded: Json): StoredAlert {
  // Written by encodeAlertDocument alone.
  const document = decoded as unknown as AlertDocument;
  return {
    trace_id: required(item, 'pk', decodeText).slice('TRACE#'.length),
    accepted_at: required(item, 'at', decodeNumber),
    account: required(item, 'a', decodeText),
    integration: item['i'] === undefined ? null : decodeIntegration(item, document.in ?? ''),
    outcome: decodeOutcome(document.o),
    alert: document.al === undefined ? null : decodeFields(document.al),
    body: document.b === undefined ? null : document.b[0],
    explain: document.ex ?? [],
    fan_out: document.fo ?? null,
  };
}

function decodeIntegration(item: Item, name: string): StoredAlert['integration'] {
  return {
    id: required(item, 'i', decodeId),
    name,
    service: required(item, 'sv', decodeId),
    team: required(item, 'tm', decodeId),
  };
}

function encodeOutcome(outcome: Outcome): OutcomeDocument {
  if (outcome.status === 'failed') return { f: outcome.error };
  return {
    r: outcome.reason,
    ...(outcome.incident === null ? {} : { n: outcome.incident.incident_number, u: outcome.incident.unique_id }),
    ...(outcome.is_incident_created ? { c: 1 } : {}),
    ...(outcome.suppressed ? { s: 1 } : {}),
  };
}

function decodeOutcome(document: OutcomeDocument): Outcome {
  const { f, r = '', n, u, c, s } = document;
  if (f !== undefined) return { status: 'failed', error: f };
  return {
    status: 'completed',
    incident: n === undefined || u === undefined ? null : { incident_number: n, unique_id: u },
    is_incident_created: c === 1,
    suppressed: s === 1,
    reason: r,
  };
}

function encodeFields(fields: NonNullable<StoredAlert['alert']>): FieldsDocument {
  const type = ALERT_TYPES.indexOf(fields.alert_type);
  return {
    m: fields.message,
    ...(fields.summary === '' ? {} : { su: fields.summary }),
    ...(type === 0 ? {} : { ty: type }),
    ...(fields.suppressed ? { sp: 1 } : {}),
    e: fields.entity_id,
    p: fields.payload,
    ...(fields.urls.length === 0 ? {} : { ur: fields.urls.map((url) => [url.link_url, url.link_text] as const) }),
    ...(fields.sla === null ? {} : { sl: fields.sla }),
    ...(fields.escalation_policy === null ? {} : { ep: fields.escalation_policy }),
    ...(fields.priority === null ? {} : { pr: fields.priority }),
    ...(fields.tags.length === 0 ? {} : { tg: fields.tags }),
    ...(fields.stakeholders === null ? {} : { st: fields.stakeholders }),
    ...(fields.stakeholders_comms === null ? {} : { sc: fields.stakeholders_comms }),
  };
}

function decodeFields(document: FieldsDocument): AlertFields & { readonly entity_id: string } {
  const type = ALERT_TYPES[document.ty ?? 0];
  if (type === undefined) throw new Error(`No alert type has the number ${document.ty}.`);
  return {
    message: document.m,
    summary: document.su ?? '',
    alert_type: type,
    suppressed: document.sp === 1,
    entity_id: document.e,
    payload: document.p,
    urls: (document.ur ?? []).map(([link_url, link_text]) => ({ link_url, link_text })),
    sla: document.sl ?? null,
    escalation_policy: document.ep ?? null,
    priority: document.pr ?? null,
    tags: document.tg ?? [],
    stakeholders: document.st ?? null,
    stakeholders_comms: document.sc ?? null,
  };
}
