import type { AlertFields } from '../contracts/alert';
import type { ExplainStep } from '../contracts/explain';
import { NO_SETTINGS, type IncidentSettings } from '../contracts/incident-settings';
import type { Json } from '../contracts/json';
import type { StoredRule } from '../contracts/schemas/alert-rule';
import type { CustomMapping } from '../contracts/schemas/custom-mapping';
import { readAlert } from './alert/read-alert';
import { Budget } from './json/budget';
import { isUnderMaintenance, UNDER_MAINTENANCE } from './maintenance/is-under-maintenance';
import type { MaintenanceWindow } from '../contracts/maintenance-window';
import { compileMapping, type MappedAlert, type OpenedBody } from './mapping/compile-mapping';
import { applyRules, compileRules, type CompiledRules, type RuleError } from './rules/apply-rules';

/** What an integration makes of bodies, as it is stored. */
export interface EngineConfiguration {
  /** Null or not enabled: bodies are read as they are. */
  readonly custom_mapping: CustomMapping | null;
  readonly rules: readonly StoredRule[];
  /** The integration's default urgency: 0 low, 1 high. */
  readonly default_urgency: 0 | 1;
  /** The service whose maintenance windows count. */
  readonly service: string;
  readonly windows: readonly MaintenanceWindow[];
}

/** What is decided outside of the engine: time, lookups and randomness. */
export interface EngineFacts {
  /** Accept time in microseconds since the epoch. */
  readonly at: number;
  /** When the last incident with this entity id was opened, microseconds; null = never. Asked only if a rule needs it. */
  readonly similarAt: (entityId: string) => number | null;
  /** A fresh entity id for the alert with this index. The same index must give the same id when the alert is done again. */
  readonly freshId: (index: number) => string;
}

/**
 * What the engine decided about one alert, before binding. `ready`: bind it. `suppressed`: store it, open no incident.
 * `failed`: store it with its reason. Whatever the effect, `explain` tells the steps and `errors` the rules that failed.
 */
export type EngineAlert = {
  readonly index: number;
  readonly explain: readonly ExplainStep[];
  readonly errors: readonly RuleError[];
} & (
  | { readonly effect: 'ready' | 'suppressed'; readonly fields: AlertFields; readonly settings: IncidentSettings }
  | { readonly effect: 'failed'; readonly reason: string; readonly fields: AlertFields | null }
);

/** A body opened by the engine: how many alerts it holds, and each of them when asked for. */
export interface EngineBody {
  readonly count: number;
  /** Each alert gets a trace id of its own, and the request's stands for all of them (`for_each`). */
  readonly fansOut: boolean;
  /** What of the body belongs to the alert at this index; kept with it when it fails. */
  readonly bodyAt: (index: number) => Json;
  readonly alertAt: (index: number, facts: EngineFacts) => EngineAlert;
  /** The entity id that the similar incident of the alert at this index is looked up by; null when no rule needs it. */
  readonly similarKeyAt: (index: number, at: number) => string | null;
}

/** An integration's configuration compiled once, for very many bodies. The process and the preview use the same. */
export interface Engine {
  readonly open: (body: Json) => EngineBody;
}

/** Opens bodies into alerts: by the custom mapping if there is one, else by the generic body. */
type Opener = (body: Json) => OpenedBody;

/**
 * Compiles what an integration makes of bodies. Never throws: a stored mapping that this release refuses makes every alert
 * fail with that reason, a stored rule is skipped and reported.
 */
export function compileEngine(configuration: EngineConfiguration): Engine {
  const openBody = openerOf(configuration.custom_mapping);
  const rules = compileRules(configuration.rules);
  return {
    open: (body) => {
      const opened = openBody(body);
      if (!opened.ok) return failedBody(opened, body);
      const map = (index: number, at: number, budget: Budget): MappedAlert =>
        opened.mapAt(index, { at, urgency: configuration.default_urgency }, budget);
      return {
        count: opened.count,
        fansOut: opened.fansOut,
        bodyAt: opened.bodyAt,
        alertAt: (index, facts) => {
          // One budget for mapping and rules of one alert; the next alert has its own.
          const budget = new Budget();
          return decide(map(index, facts.at, budget), index, { configuration, rules, facts, budget });
        },
        similarKeyAt: (index, at) => {
          const mapped = rules.needsSimilar ? map(index, at, new Budget()) : null;
          return mapped?.ok === true ? mapped.fields.entity_id : null;
        },
      };
    },
  };
}

function openerOf(mapping: CustomMapping | null): Opener {
  if (mapping?.enabled !== true) return plainBody;
  try {
    return compileMapping(mapping).open;
  } catch (error) {
    // Saved by an older release that let it through: alerts fail with the reason instead of retrying for ever.
    const reason = `the custom mapping is not valid: ${error instanceof Error ? error.message : String(error)}`;
    return () => ({ ok: false, reason, missing: [], explain: [{ step: 'mapping', matched: false, reason }] });
  }
}

/** The generic body of the seed. Intake has checked it already; a configuration switched meanwhile can still lead here. */
function plainBody(body: Json): OpenedBody {
  const read = readAlert(body);
  if (read.ok) {
    const mapAt = (): MappedAlert => ({ ok: true, fields: read.alert, explain: [] });
    return { ok: true, count: 1, fansOut: false, bodyAt: () => body, mapAt };
  }
  const reason = read.errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join(' ');
  return { ok: false, reason, missing: [], explain: [{ step: 'mapping', matched: false, reason }] };
}

function failedBody({ reason, explain }: Extract<OpenedBody, { ok: false }>, body: Json): EngineBody {
  return {
    count: 1,
    fansOut: false,
    bodyAt: () => body,
    alertAt: (index) => ({ index, effect: 'failed', reason, fields: null, explain, errors: [] }),
    similarKeyAt: () => null,
  };
}

interface Deciding {
  readonly configuration: EngineConfiguration;
  readonly rules: CompiledRules;
  readonly facts: EngineFacts;
  readonly budget: Budget;
}

/** Order of contract §2.3: mapping, rules, maintenance and suppression; binding comes after. */
function decide(mapped: MappedAlert, index: number, { configuration, rules, facts, budget }: Deciding): EngineAlert {
  if (!mapped.ok)
    return { index, effect: 'failed', reason: mapped.reason, fields: null, explain: mapped.explain, errors: [] };
  const id = mapped.fields.entity_id;
  const ruled = applyRules(
    rules,
    mapped.fields,
    {
      at: facts.at,
      urgency: configuration.default_urgency,
      similar_at: rules.needsSimilar && id !== null ? facts.similarAt(id) : null,
      freshId: facts.freshId(index),
    },
    budget,
  );
  const explain = [...mapped.explain, ...ruled.explain];
  const maintenance = isUnderMaintenance(configuration.windows, configuration.service, Math.floor(facts.at / 1000));
  if (maintenance.under) {
    const reason = `maintenance window ${JSON.stringify(maintenance.name)} until ${new Date(maintenance.until).toISOString()}`;
    const step: ExplainStep = { step: 'maintenance', matched: true, reason };
    return {
      index,
      effect: 'failed',
      reason: UNDER_MAINTENANCE,
      fields: ruled.fields,
      explain: [...explain, step],
      errors: ruled.errors,
    };
  }
  if (!ruled.fields.suppressed)
    return { index, effect: 'ready', fields: ruled.fields, settings: ruled.settings, explain, errors: ruled.errors };
  const step: ExplainStep = {
    step: 'suppression',
    matched: true,
    reason: 'the alert is suppressed: it is kept and opens no incident',
  };
  return {
    index,
    effect: 'suppressed',
    fields: ruled.fields,
    settings: NO_SETTINGS,
    explain: [...explain, step],
    errors: ruled.errors,
  };
}
