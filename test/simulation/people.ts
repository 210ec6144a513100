import type { Acceptance, Intake } from '../../core/usecases/accept-alert';
import type { Functions, Wish } from './functions';
import type { Fleet } from './instances';
import type { PlannedAlert, PlannedChange, PlannedPost } from './plan';
import { MAPPED, MONITOR } from './resources';
import type { Source } from './scheduler';
import { START, type System } from './system';

/** Does what is planned, each thing when its time has come. */
class Agenda<T extends { readonly at: number }> implements Source {
  private readonly open: T[];

  constructor(
    planned: readonly T[],
    private readonly act: (item: T) => void,
  ) {
    this.open = planned.toSorted((a, b) => a.at - b.at);
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

/** The monitors that post alerts, and the people who change incidents. */
export function addPeople(system: System, functions: Functions): void {
  const { scheduler, plan } = system;
  const ingest = functions.fleet('ingest', 99, (instance) => functions.ingest(instance));
  const api = functions.fleet('api', 99, (instance) => functions.api(instance));
  scheduler.add(
    new Agenda(plan.posts, (post) => {
      postTo(system, ingest, post);
    }),
  );
  scheduler.add(
    new Agenda(plan.changes, (change) => {
      ask(system, api, change);
    }),
  );
}

function postTo(system: System, ingest: Fleet<Intake, Acceptance>, { fansOut, elements }: PlannedPost): void {
  const [alert] = elements;
  const { integration_key: integrationKey, account } = fansOut ? MAPPED : MONITOR;
  const body = fansOut ? { alerts: elements.map(({ entity: id, type }) => ({ id, type })) } : bodyOf(alert);
  const text = JSON.stringify(body);
  system.scheduler.tell(`a monitor posts ${text}`);
  const intake: Intake = { intake: 'generic', account, extension: 'generic', integrationKey, body: Buffer.from(text) };
  ingest.call(intake, (result) => {
    if (result?.result === 'accepted') system.observer.answered(result.traceId);
  });
}

function bodyOf(alert: PlannedAlert | undefined): object {
  if (alert === undefined) throw new Error('A post has an alert.');
  const { entity, type, suppressed } = alert;
  const about = entity === null ? {} : { entity_id: entity };
  return { message: `about ${entity ?? 'nothing'}`, alert_type: type, suppressed, ...about };
}

function ask(system: System, api: Fleet<Wish, unknown>, { kind, who }: PlannedChange): void {
  const incidents = [...system.entities.heads.values()].flatMap(({ incident }) => incident ?? []);
  const incident = incidents[who % Math.max(1, incidents.length)];
  if (incident === undefined) return;
  system.scheduler.tell(`somebody wants to ${kind} incident ${incident.number} of ${incident.entity_id}`);
  api.call({ incident, kind }, () => undefined);
}
