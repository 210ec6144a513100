import type { AlertFields } from '../../contracts/alert';
import type { ExplainStep } from '../../contracts/explain';
import type { Json } from '../../contracts/json';
import type { CustomMapping, MappingBlock } from '../../contracts/schemas/custom-mapping';
import { compileCondition, type TryCondition } from '../conditions/compile-condition';
import type { ConditionFacts } from '../conditions/fields';
import { CostLimitError, type Budget } from '../json/budget';
import { parsePath, type PathStep } from '../json/path';
import { compileSet, type MappedFields, type Setter } from './compile-set';
import { elementsOf, type Elements } from './for-each';
import { compileParseTexts } from './parse-texts';
import type { TemplateScope } from './template';

/** What mapping needs to know besides the body. `at` is the accept time in microseconds. */
export interface MappingFacts {
  readonly at: number;
  readonly urgency: 0 | 1;
}

/** How one element of a body was mapped. A failed one says what was missing, by its paths. */
export type MappedAlert =
  | { readonly ok: true; readonly fields: AlertFields; readonly explain: readonly ExplainStep[] }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly missing: readonly string[];
      readonly explain: readonly ExplainStep[];
    };

/** A body opened for mapping: as many alerts as it has elements, each mapped on its own when asked for. */
export type OpenedBody =
  | {
      readonly ok: true;
      readonly count: number;
      /** The body is an array's worth of alerts (`for_each`), be it of one element. */
      readonly fansOut: boolean;
      /** What of the body belongs to the alert at this index: all of it, or one element with the rest around it. */
      readonly bodyAt: (index: number) => Json;
      readonly mapAt: (index: number, facts: MappingFacts, budget: Budget) => MappedAlert;
    }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly missing: readonly string[];
      readonly explain: readonly ExplainStep[];
    };

/** A mapping compiled once, for very many alerts. */
export interface CompiledMapping {
  readonly open: (body: Json) => OpenedBody;
}

interface Block {
  readonly when: TryCondition | null;
  readonly set: readonly Setter[];
}

/**
 * Compiles a custom mapping (contract §2.6).
 * @throws Error when it would not have passed `parseCustomMapping`: a stored one that a newer release refuses.
 */
export function compileMapping(mapping: CustomMapping): CompiledMapping {
  const parseTexts = compileParseTexts(mapping.parse_json ?? []);
  const each = mapping.for_each;
  const blocks = mapping.blocks.map((block) => compileBlock(block, each !== undefined));
  if (each === undefined) {
    return { open: (body) => openOne(body, parseTexts(body), blocks) };
  }
  const parsed = parsePath(each);
  if (!parsed.ok) throw new Error(parsed.message);
  return { open: (body) => openEach(parseTexts(body), { each, steps: parsed.path.steps, blocks }) };
}

function openOne(original: Json, body: Json, blocks: readonly Block[]): OpenedBody {
  return {
    ok: true,
    count: 1,
    fansOut: false,
    // As it was sent, not as it was read: what is kept of a failed alert can be sent again.
    bodyAt: () => original,
    mapAt: (_, facts, budget) => mapOne({ body, blocks, facts, budget }),
  };
}

function compileBlock({ when, set }: MappingBlock, each: boolean): Block {
  return {
    when: when === undefined ? null : compileCondition(when, each ? 'mapping_each' : 'mapping'),
    set: compileSet(set, each ? ['payload', 'item'] : ['payload']),
  };
}

interface Each {
  readonly each: string;
  readonly steps: readonly PathStep[];
  readonly blocks: readonly Block[];
}

function openEach(body: Json, { each, steps, blocks }: Each): OpenedBody {
  const elements = elementsOf(body, steps);
  if (elements === null) return unopened(`custom mapping found no array at ${each}`, each);
  // An accepted body must end in an outcome; "no alerts at all" is one that somebody should hear of.
  if (elements.items.length === 0)
    return unopened(`the array at ${each} is empty: there is nothing to make an alert of`, each);
  return {
    ok: true,
    count: elements.items.length,
    fansOut: true,
    bodyAt: (index) => elements.bodyWith(elements.items[index] ?? null),
    mapAt: (index, facts, budget) => {
      const item = elements.items[index];
      if (item === undefined) throw new Error(`there is no element ${index}`);
      return mapOne({ body, blocks, facts, budget, element: { item, index, elements } });
    },
  };
}

function unopened(reason: string, each: string): OpenedBody {
  return { ok: false, reason, missing: [each], explain: [{ step: 'for_each', matched: false, reason }] };
}

interface Mapping {
  readonly body: Json;
  readonly blocks: readonly Block[];
  readonly facts: MappingFacts;
  readonly budget: Budget;
  readonly element?: { readonly item: Json; readonly index: number; readonly elements: Elements };
}

function mapOne(mapping: Mapping): MappedAlert {
  const { body, element, blocks } = mapping;
  const scope: TemplateScope = { payload: body, item: element?.item };
  const fields: MappedFields = {};
  const explain: ExplainStep[] = element === undefined ? [] : [elementStep(element.index, element.elements)];
  let missing: readonly string[] = [];
  blocks.forEach((block, index) => {
    const step = tryBlock(block, index, { mapping, scope, fields });
    explain.push(step.explain);
    missing = step.messageMissing ?? missing;
  });
  if (fields.message === undefined || fields.message.trim() === '') return noMessage(fields, missing, explain);
  return { ok: true, fields: alertOf(fields, mapping), explain };
}

function elementStep(index: number, { items, restLeftOut }: Elements): ExplainStep {
  const kept = restLeftOut ? '; the rest of the body is too large to be kept with each' : '';
  return { step: 'for_each', index, matched: true, reason: `element ${index} of ${items.length}${kept}` };
}

interface Trying {
  readonly mapping: Mapping;
  readonly scope: TemplateScope;
  readonly fields: MappedFields;
}

function tryBlock(
  block: Block,
  index: number,
  { mapping, scope, fields }: Trying,
): { readonly explain: ExplainStep; readonly messageMissing?: readonly string[] } {
  try {
    const verdict = block.when?.(factsOf(mapping, fields), mapping.budget) ?? {
      matched: true,
      reason: 'it has no condition',
    };
    if (!verdict.matched) return { explain: { step: 'block', index, ...verdict } };
    const { set, missing } = applySet(block.set, scope, fields);
    return {
      explain: { step: 'block', index, ...verdict, set },
      ...(missing === null ? {} : { messageMissing: missing }),
    };
  } catch (error) {
    // A block that asks for too much work is skipped; the others still make the alert. Anything else is our own mistake.
    if (!(error instanceof CostLimitError)) throw error;
    return { explain: { step: 'block', index, matched: false, reason: 'it was skipped', error: error.message } };
  }
}

/** Conditions see the body, and the fields as far as earlier blocks have set them. */
function factsOf({ body, element, facts }: Mapping, fields: MappedFields): ConditionFacts {
  return {
    at: facts.at,
    urgency: facts.urgency,
    alert_type: fields.alert_type ?? 'info',
    message: fields.message ?? '',
    summary: fields.summary ?? '',
    entity_id: fields.entity_id ?? null,
    payload: body,
    item: element?.item,
  };
}

function applySet(
  setters: readonly Setter[],
  scope: TemplateScope,
  fields: MappedFields,
): { readonly set: Record<string, string>; readonly missing: readonly string[] | null } {
  const set: Record<string, string> = {};
  let missing: readonly string[] | null = null;
  for (const { field, apply } of setters) {
    const note = apply(scope, fields);
    set[field] = note.missing.length === 0 ? note.shown : `${note.shown} (missing: ${note.missing.join(', ')})`;
    if (field === 'message') missing = note.missing;
  }
  return { set, missing };
}

function noMessage(fields: MappedFields, missing: readonly string[], explain: readonly ExplainStep[]): MappedAlert {
  const reason =
    fields.message === undefined
      ? 'custom mapping gave no message: no block that sets message matched'
      : missing.length > 0
        ? `custom mapping gave no message: ${missing.join(', ')} is missing`
        : 'custom mapping gave no message: what it is made of is empty';
  return {
    ok: false,
    reason,
    missing: missing.length > 0 ? missing : ['message'],
    explain: [...explain, { step: 'mapping', matched: false, reason }],
  };
}

/** The alert, with the whole body wrapped as the seed shows it: rules reach it as `{{payload.payload.…}}`. */
function alertOf(fields: MappedFields, { body, element }: Mapping): AlertFields {
  const wrapped =
    element === undefined
      ? { payload: body }
      : { payload: element.elements.bodyWith(element.item), item: element.item };
  const entityId = fields.entity_id?.trim() ?? '';
  return {
    message: fields.message ?? '',
    summary: fields.summary ?? '',
    alert_type: fields.alert_type ?? 'info',
    suppressed: fields.suppressed ?? false,
    entity_id: entityId === '' ? null : entityId,
    payload: { ...wrapped, ...fields } as unknown as Json,
    urls: fields.urls ?? [],
    sla: idOf(fields.sla),
    escalation_policy: idOf(fields.escalation_policy),
    priority: idOf(fields.priority),
    tags: fields.tags ?? [],
    stakeholders: null,
    stakeholders_comms: null,
  };
}

function idOf(text: string | undefined): string | null {
  const id = text?.trim() ?? '';
  return id === '' ? null : id;
}
