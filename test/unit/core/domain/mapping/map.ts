import type { Json } from '../../../../../core/contracts/json';
import { Budget } from '../../../../../core/domain/json/budget';
import { compileMapping, type MappedAlert } from '../../../../../core/domain/mapping/compile-mapping';
import { parseCustomMapping } from '../../../../../core/domain/mapping/parse-mapping';

/** 2026-11-22T12:00:00Z, a Sunday, in microseconds. */
export const NOON = Date.UTC(2026, 10, 22, 12) * 1000;

/** Checks, compiles and runs a mapping as the engine does: one result per element. */
export function map(customMapping: unknown, body: Json): readonly MappedAlert[] {
  const parsed = parseCustomMapping(customMapping);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const opened = compileMapping(parsed.mapping).open(body);
  if (!opened.ok) return [{ ok: false, reason: opened.reason, missing: opened.missing, explain: opened.explain }];
  return Array.from({ length: opened.count }, (_, index) =>
    opened.mapAt(index, { at: NOON, urgency: 1 }, new Budget()),
  );
}

/** The fields of the only alert that a mapping gives. */
export function mapOne(customMapping: unknown, body: Json) {
  const [mapped] = map(customMapping, body);
  if (mapped?.ok !== true) throw new Error(mapped?.reason ?? 'nothing was mapped');
  return mapped.fields;
}
