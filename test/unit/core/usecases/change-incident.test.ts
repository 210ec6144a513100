import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STATUS, type EntityHead, type Incident } from '../../../../core/contracts/incident';
import type { StatusChange } from '../../../../core/domain/binding/change';
import type { IncidentOpening, Operation, OperationKind } from '../../../../core/domain/binding/operation';
import { locationOf } from '../../../../core/domain/incident-location';
import { changeIncident, type ChangeResult } from '../../../../core/usecases/change-incident';
import { bindEntities } from '../../../../core/usecases/process/bind-entities';
import { freshIncident } from '../../../support/builders/fresh-incidents';
import { MemoryEntities } from '../../../support/fakes/memory-entities';
import { MemoryIncidentNumbers } from '../../../support/fakes/memory-incident-numbers';
import { modelOf, type Happening } from '../domain/binding/model';

const INTEGRATION = '6f1e7a52-0a7e-4d0a-9a2f-4d1b9a1c0f11';
const opening: IncidentOpening = freshIncident();

function world() {
  const entities = new MemoryEntities();
  const incidentNumbers = new MemoryIncidentNumbers();
  const alert = async (kind: OperationKind, at: number, trace_id = `${kind}@${at}`): Promise<void> => {
    const operations: Operation[] = [{ kind, at, trace_id, opening }];
    const group = { account: opening.account, integration: INTEGRATION, entity_id: 'disk', operations };
    const { failures } = await bindEntities({ entities, incidentNumbers }, [group]);
    expect(failures).toEqual([]);
  };
  const head = (): EntityHead => [...entities.heads.values()][0]!;
  const latest = (): Incident => head().incident!;
  const change = (kind: StatusChange['kind'], at: number, incident = latest()): Promise<ChangeResult> =>
    changeIncident({ entities }, targetOf(incident), () => ({ status: { kind, at } }));
  return { entities, alert, head, latest, change };
}

const targetOf = (incident: Incident) => ({ ...locationOf(incident), number: incident.number });

describe('changing an incident', () => {
  it('writes the head once, marked for dispatch, with the transition', async () => {
    const { entities, alert, change } = world();
    await alert('trigger', 1);
    expect(await change('resolve', 2)).toMatchObject({ status: 'changed', incident: { status: STATUS.resolved } });
    expect(entities.stream.at(-1)).toMatchObject({
      transitioned: true,
      after: { version: 2, incident: { transitions: [{ sequence: 2, type: 'resolved', at: 2 }] } },
    });
  });

  it('is done once, however often it is tried', async () => {
    const { entities, alert, change } = world();
    await alert('trigger', 1);
    await change('acknowledge', 2);
    expect(await change('acknowledge', 2)).toMatchObject({ status: 'unchanged' });
    expect(entities.stream).toHaveLength(2);
  });

  it('does not touch the next incident of the entity, and edits the one that was left behind', async () => {
    const { entities, alert, change, latest } = world();
    await alert('trigger', 1);
    await alert('resolve', 2);
    const first = latest();
    await alert('trigger', 3);
    expect(await change('resolve', 4, first)).toMatchObject({ status: 'unchanged', incident: { ordinal: 1 } });
    expect(await change('acknowledge', 4, first)).toMatchObject({ status: 'refused' });
    expect(latest()).toMatchObject({ ordinal: 2, status: STATUS.triggered });

    const edited = await changeIncident({ entities }, targetOf(first), () => ({ edits: { title: 'Known' } }));
    expect(edited).toMatchObject({ status: 'changed', incident: { title: 'Known', ordinal: 1 } });
    expect(entities.archived.get(first.unique_id)?.incident.title).toBe('Known');
  });

  it('keeps both of two edits of an archived incident that race', async () => {
    const { entities, alert, latest } = world();
    await alert('trigger', 1);
    await alert('resolve', 2);
    const first = latest();
    await alert('trigger', 3);
    await Promise.all([
      changeIncident({ entities }, targetOf(first), () => ({ edits: { title: 'Known' } })),
      changeIncident({ entities }, targetOf(first), () => ({ edits: { tags: ['seen'] } })),
    ]);
    expect(entities.archived.get(first.unique_id)?.incident).toMatchObject({ title: 'Known', tags: ['seen'] });
  });

  it('finds nothing under another number, or where no incident is', async () => {
    const { entities, alert, latest } = world();
    await alert('trigger', 1);
    const nothing = (over: object): Promise<ChangeResult> =>
      changeIncident({ entities }, { ...targetOf(latest()), ...over }, () => ({ edits: { title: 'x' } }));
    for (const over of [{ number: 99 }, { ordinal: 7 }, { entity_id_hash: 'x' }, { integration: 'x' }])
      expect(await nothing(over)).toEqual({ status: 'not_found' });
    expect(entities.stream).toHaveLength(1);
  });

  it('gives back what the caller refuses, having asked with the incident as it is', async () => {
    const { entities, alert, latest } = world();
    await alert('trigger', 1);
    const result = await changeIncident({ entities }, targetOf(latest()), ({ title }) => ({
      refused: true,
      reason: `Not ${title}.`,
    }));
    expect(result).toEqual({ status: 'refused', reason: `Not ${opening.title}.` });
  });

  it('decides again on what others wrote in between, and gives up on an entity that never rests', async () => {
    const { entities, alert, latest } = world();
    await alert('trigger', 1);
    let races = 3;
    const seen: number[] = [];
    const save = entities.save.bind(entities);
    entities.save = async (head, transitioned) => {
      if (races-- > 0) {
        const [current] = entities.heads.values();
        await save({ ...current!, version: current!.version + 1 }, false);
      }
      return save(head, transitioned);
    };
    const target = targetOf(latest());
    const decide = ({ sequence }: Incident) => {
      seen.push(sequence);
      return { status: { kind: 'acknowledge', at: 2 } } as const;
    };
    expect(await changeIncident({ entities }, target, decide)).toMatchObject({ status: 'changed' });
    expect(seen).toHaveLength(4);
    races = Infinity;
    await expect(changeIncident({ entities }, target, () => ({ status: { kind: 'resolve', at: 3 } }))).rejects.toThrow(
      'written by too many others',
    );
  });

  it('races with alerts to the state of time order, and numbers all transitions without a gap', async () => {
    const kind = fc.constantFrom<Happening['kind']>('trigger', 'acknowledge', 'resolve', 'unacknowledge');
    const load = fc.array(fc.record({ kind, at: fc.integer({ min: 2, max: 30 }) }), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(load, fc.infiniteStream(fc.integer({ min: 0, max: 5 })), async (list, dice) => {
        const { entities, alert, change, head } = world();
        await alert('trigger', 1);
        slowDown(entities, () => Number(dice.next().value));
        const counted: Happening[] = [{ kind: 'trigger', at: 1, asked: false }];
        await Promise.all(
          list.map(async ({ kind, at }, index) => {
            if (index % 2 === 0 && kind !== 'unacknowledge') {
              await alert(kind, at, `t${index}`);
              counted.push({ kind, at, asked: false });
            } else if (kind !== 'trigger' && kind !== 'append') {
              const before = head().incident!;
              const { status } = await change(kind, at, before);
              // What met a resolved incident is not to count; resolving that is "unchanged" and as good as not asked.
              const met = entities.stream.findLast(({ after }) => after.incident?.ordinal === before.ordinal);
              const counts = status === 'changed' || met?.after.memory[MEMORY[kind]] === at;
              if (counts) counted.push({ kind, at, asked: true });
            }
          }),
        );
        const { incident } = head();
        const expected = modelOf(counted);
        expect(incident!.status !== STATUS.resolved).toBe(expected.open);
        expect(incident!.status === STATUS.acknowledged).toBe(expected.open && expected.acknowledged);
        expect(told(entities)).toEqual(expectedSequences(entities));
      }),
      { numRuns: 300 },
    );
  });
});

const MEMORY = { resolve: 'resolved_at', acknowledge: 'acknowledged_at', unacknowledge: 'unacknowledged_at' } as const;

/** Lets every call yield to the others for some turns, so that loads and saves interleave. */
function slowDown(entities: MemoryEntities, turns: () => number): void {
  const rest = async (): Promise<void> => {
    for (let left = turns(); left > 0; left--) await Promise.resolve();
  };
  const load = entities.load.bind(entities);
  const loadAt = entities.loadAt.bind(entities);
  const save = entities.save.bind(entities);
  entities.load = async (...args) => (await rest(), load(...args));
  entities.loadAt = async (...args) => (await rest(), loadAt(...args));
  entities.save = async (...args) => (await rest(), save(...args));
}

/** Sequence numbers by incident, as dispatch would see them in the stream. */
function told({ stream }: MemoryEntities): readonly string[] {
  return stream
    .filter(({ transitioned }) => transitioned)
    .flatMap(({ before, after }) => {
      const known = before?.incident?.ordinal === after.incident!.ordinal ? before.incident.sequence : 0;
      const { ordinal, transitions } = after.incident!;
      return transitions.filter(({ sequence }) => sequence > known).map(({ sequence }) => `${ordinal}:${sequence}`);
    });
}

function expectedSequences({ stream }: MemoryEntities): readonly string[] {
  const last = new Map(stream.map(({ after }) => [after.incident!.ordinal, after.incident!.sequence]));
  return [...last].flatMap(([ordinal, count]) => Array.from({ length: count }, (_, i) => `${ordinal}:${i + 1}`));
}
