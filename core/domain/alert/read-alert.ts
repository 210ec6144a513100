import { ALERT_TYPES, type AlertFields, type AlertType, type AlertUrl } from '../../contracts/alert';
import type { FieldError, Json, JsonObject } from '../../contracts/json';
import { isScalar, scalarText } from '../json/text';

export type ReadAlert =
  { readonly ok: true; readonly alert: AlertFields } | { readonly ok: false; readonly errors: readonly FieldError[] };

/**
 * Reads the generic body (seed; contract §1.12) into an alert with its defaults. Lenient where leniency is safe, because
 * the sender is a monitor that can't ask back: scalars become text, `null` means "not sent", `alert_type` is taken in any
 * case, references that are no text are ignored. What is left is refused with its path.
 */
export function readAlert(body: Json): ReadAlert {
  if (!isObject(body)) {
    return { ok: false, errors: [{ path: '', message: 'A JSON object was expected.' }] };
  }
  const fields = new FieldReader(body);
  const alert: AlertFields = {
    message: fields.message(),
    summary: fields.text('summary') ?? '',
    alert_type: fields.alertType(),
    suppressed: fields.suppressed(),
    entity_id: fields.text('entity_id'),
    payload: own(body, 'payload') ?? null,
    urls: fields.urls(),
    sla: fields.reference('sla'),
    escalation_policy: fields.reference('escalation_policy'),
    priority: fields.reference('priority'),
    tags: fields.tags(),
    stakeholders: fields.object('stakeholders'),
    stakeholders_comms: fields.object('stakeholders_comms'),
  };
  return fields.errors.length > 0 ? { ok: false, errors: fields.errors } : { ok: true, alert };
}

/** Own properties only: the body's keys come from outside. */
function own(body: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(body, key) ? body[key] : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return value !== undefined && !isScalar(value) && !Array.isArray(value);
}

/** Reads one field after another and collects what is wrong with them. */
class FieldReader {
  readonly errors: FieldError[] = [];

  constructor(private readonly body: JsonObject) {}

  message(): string {
    const message = this.text('message');
    if (message !== null && message.trim() !== '') return message;
    if (!this.errors.some(({ path }) => path === 'message'))
      this.refuse('message', 'Required: a text that is not blank.');
    return '';
  }

  /** Text, number or boolean as text; null when absent, null or empty. */
  text(key: string): string | null {
    const value = own(this.body, key);
    if (value === undefined || value === null || value === '') return null;
    const text = scalarText(value);
    if (text === null) this.refuse(key, 'A text was expected.');
    return text;
  }

  alertType(): AlertType {
    const text = this.text('alert_type')?.trim().toLowerCase() ?? 'info';
    const type = ALERT_TYPES.find((known) => known === text);
    if (type === undefined) this.refuse('alert_type', `One of ${ALERT_TYPES.join(', ')} was expected, in any case.`);
    return type ?? 'info';
  }

  suppressed(): boolean {
    const text = this.text('suppressed')?.trim().toLowerCase() ?? 'false';
    if (text !== 'true' && text !== 'false') this.refuse('suppressed', 'true or false was expected.');
    return text === 'true';
  }

  urls(): readonly AlertUrl[] {
    const value = own(this.body, 'urls');
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.refuse('urls', 'An array of {"link_url", "link_text"} was expected.');
      return [];
    }
    return (value as readonly Json[]).map((entry, index) => this.url(entry, `urls[${index}]`));
  }

  /** An id as sent; anything that can't be one is ignored, as the seed says of invalid references. */
  reference(key: string): string | null {
    const value = own(this.body, key);
    return value === undefined || value === null || value === '' ? null : scalarText(value);
  }

  tags(): readonly string[] {
    const value = own(this.body, 'tags');
    if (value === undefined || value === null) return [];
    const list: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [value];
    return list.flatMap((tag) => (tag === null || tag === '' ? [] : (scalarText(tag) ?? [])));
  }

  object(key: string): JsonObject | null {
    const value = own(this.body, key);
    return isObject(value) ? value : null;
  }

  private url(entry: Json, path: string): AlertUrl {
    const link = isObject(entry) ? own(entry, 'link_url') : entry;
    const link_url = typeof link === 'string' ? link : '';
    if (link_url === '') this.refuse(`${path}.link_url`, 'Required: the URL as text.');
    const label = isObject(entry) ? own(entry, 'link_text') : undefined;
    return { link_url, link_text: label === undefined || label === null ? link_url : (scalarText(label) ?? link_url) };
  }

  private refuse(path: string, message: string): void {
    this.errors.push({ path, message });
  }
}
