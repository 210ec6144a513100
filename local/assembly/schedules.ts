import { RunnerFailure } from '../failure';
import { asArray, asObject, asText, showJson, type JsonObject } from '../json';
import { parseRate } from '../schedules/rate';
import type { FunctionPlan } from './functions';
import { functionArn, ruleArn } from './names';
import { resolveValue, type Values } from './resolve';
import { resourcesOf, type Assembly } from './template';

/** A function that the template runs at a rate. */
export interface SchedulePlan {
  /** ARN of the rule, which the function is told. */
  readonly ruleArn: string;
  readonly functionName: string;
  readonly everyMs: number;
  /** JSON text that the rule gives the function instead of EventBridge's own. */
  readonly input?: string;
}

/**
 * The schedules of the template: each target of each enabled rule. Throws {@link RunnerFailure} on rules that can't be
 * run here: patterns, cron expressions, targets that are no function of the template.
 */
export function readSchedules(
  assembly: Assembly,
  functions: readonly FunctionPlan[],
  values: Values,
): readonly SchedulePlan[] {
  return resourcesOf(assembly, 'AWS::Events::Rule').flatMap((rule) => {
    const properties = asObject(resolveValue(rule.properties, values, rule.id));
    if (properties['State'] === 'DISABLED') return [];
    const everyMs = parseRate(asText(properties['ScheduleExpression']) ?? '');
    if (everyMs === undefined) throw new RunnerFailure(`the template can't be run here: rule ${rule.id} has no rate`);
    const targets = asArray(properties['Targets']).map(asObject);
    return targets.map((target) => ({ everyMs, ruleArn: ruleArn(rule), ...readTarget(rule.id, target, functions) }));
  });
}

function readTarget(id: string, target: JsonObject, functions: readonly FunctionPlan[]) {
  const fn = functions.find(({ name }) => functionArn(name) === target['Arn']);
  if (fn === undefined) {
    throw new RunnerFailure(`the template's rule ${id} has an unknown target: ${showJson(target['Arn'])}`);
  }
  const input = asText(target['Input']);
  return { functionName: fn.name, ...(input === undefined ? {} : { input }) };
}
