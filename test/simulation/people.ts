import type { Acceptance, Intake } from '../../core/usecases/accept-alert';
import type { Incident } from '../../core/contracts/incident';
import type { Answer } from './api-function';
import { checkStatus } from './check-status';
import { sweep } from './expiry';
import type { Functions } from './functions';
import type { Fleet } from './instances';
import type { PlannedAlert, PlannedChange, PlannedPost } from './plan';
import { MAPPED, MONITOR, ROUTER } from './resources';
import type { Source } from './scheduler';
import { START, type System } from './system';
import { changeOf, settingOf, type Wish } from './wishes';

const SECOND = 1_000_000;
/** Seconds until somebody tries again whose request was not served, and how often. */
const TRIES = { after: 2, most: 30 } as const;

/** Does what is planned, each thing when its time has come. */
class Agenda<T extends { readonly at: number }> implements Source {
  private open: T[];

  constructor(
    planned: readonly T[],
    private readonly act: (item: T) => void,
  ) {
    this.open = planned.toSorted((a, b) => a.at - b.at);
  }

  add(item: T): void {
    this.open = [...this.open, item].sort((a, b) => a.at - b.at);
  }

  nextAt(): number | null {
    const [next] = this.open;
    return next === undefined ? null : START + next.at;
  }

  start(): void {
    const next = this.open.shift();
    if (next !== undefined) this.act(next);
  }
}

/** A request that is made until it is served. */
interface Errand {
  readonly at: number;
  readonly wish: Wish;
  readonly tries: number;
  readonly served: (answer: Answer) => void;
}

/** The monitors that post alerts, the people who change incidents and settings and ask, and the table that forgets. */
export function addPeople(system: System, functions: Functions): void {
  const { scheduler, plan } = system;
  const ingest = functions.fleet('ingest', 99, (instance) => functions.ingest(instance));
  const api = functions.fleet('api', 99, (instance) => functions.api(instance));
  const traces = new Map<PlannedPost, string>();
  const errands: Agenda<Errand> = new Agenda<Errand>([], (errand) => {
    runErrand(system, api, errand, (again) => {
      errands.add(again);
    });
  });
  const send = (wish: Wish, served: Errand['served'] = () => undefined): void => {
    errands.add({ at: scheduler.now - START, wish, tries: 0, served });
  };
  const agendas = [
    errands,
    new Agenda(plan.posts, (post) => {
      postTo(system, ingest, post, (trace) => traces.set(post, trace));
    }),
    new Agenda(plan.changes, (change) => {
      ask(system, change, send);
    }),
    new Agenda(plan.settings, (setting) => {
      scheduler.tell(`somebody wants: ${setting.kind} (${setting.which}, ${setting.value})`);
      send(settingOf(setting, scheduler.now));
    }),
    new Agenda(plan.questions, ({ post }) => {
      const trace = traces.get(plan.posts[post] as PlannedPost);
      if (trace === undefined) return;
      send({ method: 'GET', path: `/api/alert/status/${trace}/` }, (answer) => {
        checkStatus(system, trace, answer);
      });
    }),
    new Agenda(plan.sweeps, ({ share }) => {
      sweep(system, share);
    }),
  ];
  for (const agenda of agendas) scheduler.add(agenda);
}

/** What was not served for a fault of ours is asked for once more; what was refused is not. */
function runErrand(
  { scheduler }: System,
  api: Fleet<Wish, Answer>,
  errand: Errand,
  again: (errand: Errand) => void,
): void {
  const { wish, tries, served } = errand;
  scheduler.tell(`somebody asks: ${wish.method} ${wish.path} ${JSON.stringify(wish.body ?? {})}`);
  api.call(wish, (answer) => {
    const isServed = answer !== null && answer.status < 500;
    scheduler.tell(`answered ${answer?.status ?? 'nothing'}`);
    if (isServed) served(answer);
    else if (tries < TRIES.most)
      again({ ...errand, at: scheduler.now - START + TRIES.after * SECOND, tries: tries + 1 });
  });
}

function postTo(
  system: System,
  ingest: Fleet<Intake, Acceptance>,
  post: PlannedPost,
  accepted: (traceId: string) => void,
): void {
  const { integration_key: integrationKey, account } = { monitor: MONITOR, mapped: MAPPED, router: ROUTER }[post.to];
  const extension = post.to === 'router' ? 'router' : 'generic';
  const text = JSON.stringify(bodyOf(post));
  system.scheduler.tell(`a monitor posts ${text} to ${post.to}`);
  const intake: Intake = { intake: 'generic', account, extension, integrationKey, body: Buffer.from(text) };
  ingest.call(intake, (result) => {
    if (result?.result === 'accepted') accepted(result.traceId);
  });
}

function bodyOf({ to, route, elements }: PlannedPost): object {
  const [alert] = elements;
  if (alert === undefined) throw new Error('A post has an alert.');
  const routed = route === null ? {} : { route };
  const isOfMany = to === 'mapped' || route === 'mapped';
  if (isOfMany) return { ...routed, alerts: elements.map(({ entity: id, type }) => ({ id, type })) };
  return { ...routed, ...genericOf(alert) };
}

function genericOf({ entity, type, suppressed, label }: PlannedAlert): object {
  const about = entity === null ? {} : { entity_id: entity };
  // Few titles, so that alerts of several entities share one.
  const message = entity === 'a' || entity === 'b' ? 'The disk is full' : 'The fan is loud';
  return { message, alert_type: type, suppressed, payload: label === null ? {} : { label }, ...about };
}

function ask(system: System, planned: PlannedChange, send: (wish: Wish, served: Errand['served']) => void): void {
  const incidents = [...system.entities.heads.values()].flatMap(({ incident }) => incident ?? []);
  const pick = (who: number): Incident | undefined => incidents[who % Math.max(1, incidents.length)];
  const [incident, other] = [pick(planned.who), pick(planned.who + planned.value)];
  if (incident === undefined || other === undefined) return;
  const { kind } = planned;
  const text = `${kind} at ${planned.at}`;
  system.scheduler.tell(`somebody wants to ${kind} incident ${incident.number} of ${incident.entity_id}`);
  const wish = changeOf(planned, incident, { other, text });
  if (kind === 'title') system.wanted.titles.push({ incident: incident.unique_id, text });
  send(wish, ({ status }) => {
    if (kind === 'note' && status === 201) system.wanted.notes.push({ incident: incident.unique_id, text });
    if (kind === 'title' && status === 200) system.wanted.done.add(text);
  });
}
