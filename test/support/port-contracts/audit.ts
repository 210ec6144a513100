import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Author } from '../../../core/usecases/ports';
import { freshIntegration, freshToken } from '../builders/fresh-resources';
import { anIncident } from '../builders/incident';
import { aTeam } from '../builders/resources';
import type { ResourcePorts } from './resource-ports';

/** What the audit log tells of what is written to Resources. */
export function auditContract(make: () => ResourcePorts): void {
  describe('the audit log', () => {
    const authorOf = (): Author => ({ account: randomUUID(), username: 'dwight', token: 'a token' });

    it('tells who made, changed and deleted what, newest first', async () => {
      const { resources, audit } = make();
      const author = authorOf();
      const mine = resources.by(author);
      const team = aTeam({ id: randomUUID() });
      await mine.create('team', team);
      await mine.replace('team', team, { ...team, name: 'Renamed' });
      await mine.remove('team', { ...team, version: 2 });
      const { entries, cursor } = await audit.list(author.account, { limit: 10 });
      expect(cursor).toBeNull();
      expect(entries.map(({ action }) => action)).toEqual(['deleted', 'changed', 'created']);
      expect(entries[1]).toMatchObject({
        ...author,
        kind: 'team',
        resource: team.id,
        team: team.id,
        before: { name: team.name },
        after: { name: 'Renamed' },
      });
      expect([entries[0]!.after, entries[2]!.before]).toEqual([null, null]);
    });

    it('knows nothing of writes that did not happen, of those without an author, and of other accounts', async () => {
      const { resources, audit } = make();
      const author = authorOf();
      const team = aTeam({ id: randomUUID() });
      await resources.create('team', team);
      await expect(resources.by(author).create('team', team)).resolves.toBe('conflict');
      await resources.by(authorOf()).create('team', aTeam({ id: randomUUID() }));
      await expect(audit.list(author.account, { limit: 10 })).resolves.toEqual({ entries: [], cursor: null });
    });

    it('tells what an author did to an incident, and nothing without an author', async () => {
      const { resources, audit } = make();
      const author = authorOf();
      const before = anIncident();
      const after = { ...before, title: 'Renamed' };
      await resources.noteIncident({ before, after });
      await resources.by(author).noteIncident({ before, after });
      const { entries } = await audit.list(author.account, { limit: 10 });
      expect(entries).toMatchObject([
        {
          ...author,
          ...{ kind: 'incident', action: 'changed', resource: before.unique_id, team: before.team },
          before: { title: before.title },
          after: { title: 'Renamed', status: before.status },
        },
      ]);
    });

    it('is read in pages that follow each other', async () => {
      const { resources, audit } = make();
      const author = authorOf();
      const teams = Array.from({ length: 5 }, () => aTeam({ id: randomUUID() }));
      for (const team of teams) await resources.by(author).create('team', team);
      const first = await audit.list(author.account, { limit: 2 });
      const second = await audit.list(author.account, { limit: 2, cursor: first.cursor! });
      const third = await audit.list(author.account, { limit: 2, cursor: second.cursor! });
      const seen = [first, second, third].flatMap(({ entries }) => entries.map(({ resource }) => resource));
      expect(seen).toEqual(teams.map(({ id }) => id).toReversed());
    });

    it('holds no secret', async () => {
      const { resources, audit } = make();
      const author = authorOf();
      const token = freshToken({ hash: `hash-${randomUUID()}` });
      const integration = freshIntegration();
      await resources.by(author).create('token', token);
      await resources.by(author).create('integration', integration);
      await resources.by(author).replace('integration', integration, { ...integration, integration_key: randomUUID() });
      const { entries } = await audit.list(author.account, { limit: 10 });
      const shown = JSON.stringify(entries);
      for (const secret of [token.hash, integration.integration_key]) expect(shown).not.toContain(secret);
      expect(entries[0]!.after).toMatchObject({ integration_key: '(secret, changed)' });
    });
  });
}
