import type { FieldError, Json, JsonObject } from '../../contracts/json';
import type { StoredRule } from '../../contracts/schemas/alert-rule';
import type { CustomMapping } from '../../contracts/schemas/custom-mapping';
import { asObject } from '../../domain/json/as-object';
import { stringifyJson } from '../../domain/json/text';
import { readIncomingConfiguration } from '../../domain/mapping/incoming-configuration';
import { parseAlertRule } from '../../domain/rules/parse-rule';

/** A body to try, and what to try it with: the drafts sent along, else what is stored. */
export interface PreviewRequest {
  readonly payload: Json;
  readonly custom_mapping: CustomMapping | null;
  readonly rules: readonly StoredRule[];
}

export type ReadPreview =
  | { readonly ok: true; readonly preview: PreviewRequest }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** What the integration has, used where no draft is sent. `now` (µs) is when drafts of new rules count as made. */
export interface PreviewStock {
  readonly custom_mapping: CustomMapping | null;
  readonly rules: readonly StoredRule[];
  readonly now: number;
}

const KEYS = ['payload', 'configuration', 'rules'];
/** More drafts than anybody writes; each is compiled for this one request. */
const MAX_RULES = 200;

/** Reads the body of a preview; drafts are checked as they would be when saved. */
export function readPreview(body: JsonObject, stock: PreviewStock): ReadPreview {
  const errors: FieldError[] = Object.keys(body)
    .filter((key) => !KEYS.includes(key))
    .map((path) => ({ path, message: 'unknown key' }));
  const { payload, configuration = null, rules = null } = body;
  if (payload === undefined) errors.push({ path: 'payload', message: 'This field is required.' });
  const custom_mapping = mappingOf(configuration, stock, errors);
  const drafts = rulesOf(rules, stock, errors);
  if (payload === undefined || errors.length > 0) return { ok: false, errors };
  return { ok: true, preview: { payload, custom_mapping, rules: drafts } };
}

function mappingOf(configuration: Json, stock: PreviewStock, errors: FieldError[]): CustomMapping | null {
  if (configuration === null) return stock.custom_mapping;
  const object = asObject(plain(configuration));
  if (object === null) {
    errors.push({ path: 'configuration', message: 'an object is expected' });
    return null;
  }
  const read = readIncomingConfiguration(object, stock.custom_mapping, 'configuration');
  if (read.ok) return read.mapping;
  errors.push(...read.errors);
  return null;
}

function rulesOf(rules: Json, stock: PreviewStock, errors: FieldError[]): readonly StoredRule[] {
  if (rules === null) return stock.rules;
  const drafts = plain(rules);
  if (!Array.isArray(drafts) || drafts.length > MAX_RULES) {
    errors.push({ path: 'rules', message: `a list of at most ${MAX_RULES} rules is expected` });
    return [];
  }
  return (drafts as readonly Json[]).flatMap((draft, index) => {
    const parsed = parseAlertRule(draft, `rules[${index}]`);
    if (parsed.ok) return [{ ...identityOf(draft, index, stock), rule: parsed.rule }];
    errors.push(...parsed.errors);
    return [];
  });
}

/** A draft of a rule that exists keeps its age, by which contradictions are decided; new ones are the youngest. */
function identityOf(
  draft: Json,
  index: number,
  { rules, now }: PreviewStock,
): Pick<StoredRule, 'unique_id' | 'created_at'> {
  const id = asObject(draft)?.['unique_id'];
  const stored = rules.find(({ unique_id }) => unique_id === id);
  return { unique_id: stored?.unique_id ?? `rules[${index}]`, created_at: stored?.created_at ?? now + index };
}

/** Drafts with plain numbers, as when they are saved: only the payload's are kept as sent. */
function plain(draft: Json): Json {
  return JSON.parse(stringifyJson(draft)) as Json;
}
