import type { JsonObject } from '../../core/contracts/json';
import { ROUTER_EXTENSION } from '../../core/contracts/routing';
import { CliFailure } from '../failure';
import type { ApiClient } from '../http/api-client';
import { readTeamThings } from './read-references';
import { References } from './references';
import { withRouteId } from './routes';
import { describe } from './show-plan';
import type { State } from './state';
import { placeKey, teamOf, type Plan, type Step } from './step';
import { stepPath } from './step-path';
import { mapTexts, resolveText } from './text-references';
import { wireBody } from './wire-body';
import type { WireMadeRouter } from './wire-types';

/** What somebody has to be told of something new. */
export interface News {
  readonly at: readonly string[];
  /** Where alerts are posted to; a signing secret is shown this once. */
  readonly kind: 'integration_url' | 'router_url' | 'signing_secret';
  readonly text: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Takes the steps of a plan, one after the other.
 * @throws CliFailure at the first that is refused, saying how many were taken; applying again goes on from there
 */
export async function applyPlan(
  api: ApiClient,
  plan: Plan,
  { state, env }: { state: State; env: Env },
): Promise<readonly News[]> {
  const applier = new Applier(api, state, env);
  for (const [index, step] of plan.steps.entries()) {
    try {
      await applier.take(step);
    } catch (error) {
      if (!(error instanceof CliFailure)) throw error;
      // What was told so far is not told again.
      const told = applier.news.map(({ at, kind, text }) => `\n${at.join(' / ')}: ${kind} ${text}`).join('');
      const progress = `${index} of ${plan.steps.length} steps were taken before; apply again to go on.`;
      throw new CliFailure(`${describe(step)}: ${error.message}\n${progress}${told}`, error.exitCode);
    }
  }
  return applier.news;
}

class Applier {
  readonly news: News[] = [];
  private readonly ids: Map<string, string>;
  private readonly positions: Map<string, number>;
  private readonly references: Map<string, References>;

  constructor(
    private readonly api: ApiClient,
    private readonly state: State,
    private readonly env: Env,
  ) {
    this.ids = new Map(state.ids);
    this.positions = new Map(state.positions);
    this.references = new Map(state.references);
  }

  async take(planned: Step): Promise<void> {
    const step = this.adopt(planned);
    const { method, path } = stepPath(step, this.ids);
    const body = step.action === 'delete' && step.kind !== 'custom_mapping' ? {} : { body: this.bodyOf(step) };
    const answer = await this.api.call<JsonObject | null>(method, path, body);
    if (answer !== null) await this.note(step, answer);
  }

  /** A team is made with a policy: one that should have its name is there already, and is changed. */
  private adopt(step: Step): Step {
    const isThere = this.ids.has(placeKey(step.kind, step.at));
    return step.kind === 'escalation_policy' && step.action === 'create' && isThere
      ? { ...step, action: 'change' }
      : step;
  }

  private bodyOf(step: Step): JsonObject {
    const references = this.references.get(teamOf(step)) ?? this.state.users;
    const body = mapTexts(wireBody(step), (text) =>
      resolveText(text, ({ kind, name }) => (kind === 'env' ? (this.env[name] ?? '') : references.idOf(kind, name))),
    );
    if (step.kind === 'ruleset') return withRouteId(body, this.ids);
    return step.kind === 'alert_rule' && step.action === 'create'
      ? { ...body, position: this.nextPosition(step) }
      : body;
  }

  /** After those that are there, whatever positions people gave them. */
  private nextPosition({ at }: Step): number {
    const key = placeKey('integration', at.slice(0, -1));
    const next = (this.positions.get(key) ?? 0) + 1;
    this.positions.set(key, next);
    return next;
  }

  private async note({ action, kind, at }: Step, answer: JsonObject): Promise<void> {
    const { unique_id: id, webhook_url: url, standard_webhooks } = answer;
    const secret = (standard_webhooks as JsonObject | undefined)?.['secret'];
    if (kind === 'endpoint' && typeof secret === 'string') this.news.push({ at, kind: 'signing_secret', text: secret });
    if (action !== 'create' || typeof id !== 'string') return;
    this.ids.set(placeKey(kind, at), id);
    if (kind === 'team') await this.noteTeam(at, id);
    if (kind === 'escalation_policy') this.notePolicy(at, id);
    if (kind === 'router') this.news.push({ at, kind: 'router_url', text: this.routerUrl(answer) });
    if (kind === 'integration' && typeof url === 'string' && url !== '')
      this.news.push({ at, kind: 'integration_url', text: url });
  }

  /** The URL is made of what the API shows of a router (docs/api.md). */
  private routerUrl(answer: JsonObject): string {
    const { account_identifier: account, integration_key: key } = answer as unknown as WireMadeRouter;
    return `${this.api.url}/integration/${account}/${ROUTER_EXTENSION}/${key}/`;
  }

  /** What came into being with a team. */
  private async noteTeam([team = '']: readonly string[], id: string): Promise<void> {
    const things = await readTeamThings(this.api, id);
    this.references.set(team, this.state.users.and(...things));
    for (const { kind, name, id: thing } of things)
      if (kind === 'escalation_policy') this.ids.set(placeKey(kind, [team, name]), thing);
  }

  private notePolicy([team = '', name = '']: readonly string[], id: string): void {
    const references = this.references.get(team) ?? new References([]);
    this.references.set(team, references.and({ kind: 'escalation_policy', name, id }));
  }
}
