import { instead, mutation, type Mutation } from './mutation';

const gathers: Mutation['matters'] = ({ collation }) => collation !== null;

/** Mistakes with windows, in which alerts of several entities are gathered. */
export const COLLATING: readonly Mutation[] = [
  mutation(
    'a window is opened whoever else opened one',
    {
      collations: (memory) =>
        instead(memory, {
          save: (group) => {
            const version = memory.groups.get(JSON.stringify([group.service, group.key]))?.version ?? 0;
            return memory.save({ ...group, version: version + 1 });
          },
        }),
    },
    gathers,
  ),
  mutation(
    'windows are twice as long',
    {
      collations: (memory) =>
        instead(memory, {
          save: (group) => {
            const { windows } = group;
            const [latest, ...others] = [...windows].reverse();
            if (latest === undefined) return memory.save(group);
            const longer = { ...latest, until: 2 * latest.until - latest.from };
            return memory.save({ ...group, windows: [...others.reverse(), longer] });
          },
        }),
    },
    gathers,
  ),
  mutation(
    'the alerts of all groups are gathered in one',
    {
      collations: (memory) =>
        instead(memory, {
          load: (service, key) => memory.load(service, 'all').then((group) => group && { ...group, key }),
          save: (group) => memory.save({ ...group, key: 'all' }),
        }),
    },
    gathers,
  ),
];
