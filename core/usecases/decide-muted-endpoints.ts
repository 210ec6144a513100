import { APPLICATIONS } from '../contracts/applications';
import type { Micros } from '../contracts/incident';
import type { OutgoingRule } from '../contracts/outgoing-rule';
import type { IncidentOpening } from '../domain/binding/operation';
import {
  compileOutgoingRules,
  mutedEndpoints,
  type OpeningFacts,
  type OutgoingRules,
  type UndecidedOpening,
} from '../domain/outgoing-rules/muted-endpoints';
import type { Directory } from './ports';

/** What is known of the moment at which an incident opens. */
export interface OpeningMoment extends Omit<OpeningFacts, 'similar_at'> {
  /** Looks up when the last similar incident was opened; asked only if a rule needs it. */
  readonly similarAt: () => Promise<Micros | null>;
}

interface RuleReader {
  readonly directory: Pick<Directory, 'integrations' | 'resources'>;
}

/**
 * Completes what an incident opens with by what the outgoing rules of its service's endpoints decide: which of them are
 * told nothing of it. Whoever opens an incident calls this once; the decision is kept with the incident, for its later
 * transitions too. It also counts for endpoints that are disabled, as they may be enabled while it is open.
 * @throws when the rules can't be read
 */
export async function decideMutedEndpoints(
  deps: RuleReader,
  opening: UndecidedOpening,
  { at, alert, similarAt }: OpeningMoment,
): Promise<IncidentOpening> {
  const rules = await rulesOf(deps, opening.service);
  const asksSimilar = [...rules.values()].some(({ needsSimilar }) => needsSimilar);
  const similar_at = asksSimilar ? await similarAt() : null;
  return { ...opening, muted_endpoints: mutedEndpoints(rules, opening, { at, alert, similar_at }) };
}

async function rulesOf({ directory }: RuleReader, service: string): Promise<ReadonlyMap<string, OutgoingRules>> {
  const integrations = await directory.integrations(service);
  const outgoing = integrations.filter(({ application }) => application === APPLICATIONS.outgoingWebhooks.unique_id);
  const rules = await Promise.all(
    outgoing.map(async ({ id }) => [id, compileOnce(await directory.resources('outgoing_rule', id))] as const),
  );
  return new Map(rules);
}

/**
 * A cached directory hands out the same list for a few seconds, and for so long it is compiled once: that takes longer
 * than trying it.
 */
const compiled = new WeakMap<readonly OutgoingRule[], OutgoingRules>();

function compileOnce(rules: readonly OutgoingRule[]): OutgoingRules {
  const known = compiled.get(rules) ?? compileOutgoingRules(rules);
  compiled.set(rules, known);
  return known;
}
