import type { Configuration, IntegrationEntry } from './configuration';
import type { State } from './state';
import { asJson } from './configuration';
import { mapTexts } from './text-references';

/** The configuration with names where it has ids, so that it compares with what is there, whichever people wrote. */
export function nameIds({ teams, ...others }: Configuration, { references }: State): Configuration {
  return {
    ...others,
    teams: teams.map((team) => {
      const known = references.get(team.name);
      if (known === undefined || team.services === undefined) return team;
      const inIntegration = (integration: IntegrationEntry): IntegrationEntry => {
        const { name, endpoint, ...others } = integration;
        const named = mapTexts(asJson(others), (text) => known.nameEscaped(text));
        return { name, ...named, ...(endpoint === undefined ? {} : { endpoint }) };
      };
      const services = team.services.map(({ integrations, ...service }) => ({
        ...service,
        ...(integrations === undefined ? {} : { integrations: integrations.map(inIntegration) }),
      }));
      return { ...team, services };
    }),
  };
}
