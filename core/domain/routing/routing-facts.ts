import { ALERT_TYPES } from '../../contracts/alert';
import type { Micros } from '../../contracts/incident';
import type { Json, JsonObject } from '../../contracts/json';
import type { ConditionFacts } from '../conditions/fields';
import { asObject } from '../json/as-object';
import { scalarText } from '../json/text';

/**
 * What the conditions of rulesets are tried on: the body as it was posted. `payload` is all of it; message, summary,
 * alert type and entity id are what a generic body has under these keys (contract §1.12), empty in any other.
 */
export function routingFactsOf(body: Json, at: Micros): ConditionFacts {
  const fields = asObject(body) ?? {};
  return {
    at,
    alert_type: alertTypeOf(fields),
    // No field of rulesets; asked for by the type that all conditions share.
    urgency: 1,
    message: textOf(fields, 'message') ?? '',
    summary: textOf(fields, 'summary') ?? '',
    entity_id: textOf(fields, 'entity_id'),
    payload: body,
  };
}

/** In lower case; the default when none was sent; no type at all when what was sent is none. */
function alertTypeOf(fields: JsonObject): string {
  const text = (textOf(fields, 'alert_type') ?? 'info').trim().toLowerCase();
  return ALERT_TYPES.find((type) => type === text) ?? '';
}

/** A scalar as text; null when there is none, or nothing in it. Own keys only: they come from outside. */
function textOf(fields: JsonObject, key: string): string | null {
  const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (value === undefined || value === null || value === '') return null;
  return scalarText(value);
}
