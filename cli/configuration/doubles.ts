import type { Configuration } from './configuration';

/**
 * Names that are there twice: everything is found by its name within what it belongs to, so there they have to be
 * unique.
 * @returns a line for each; empty when all are told apart
 */
export function doublesIn({ teams, routers = [] }: Configuration): readonly string[] {
  return [
    ...twice(teams, 'teams', 'the account'),
    ...twice(routers, 'routers', 'the account'),
    ...teams.flatMap(({ name, escalation_policies = [], services = [] }) => [
      ...twice(escalation_policies, 'escalation policies', name),
      ...twice(services, 'services', name),
      ...services.flatMap(({ name: service, integrations = [] }) =>
        twice(integrations, 'integrations', `${name} / ${service}`),
      ),
    ]),
  ];
}

function twice(entries: readonly { readonly name: string }[], called: string, where: string): readonly string[] {
  const names = entries.map(({ name }) => name);
  const doubles = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...doubles].map((name) => `${where}: two ${called} have the name ${name}; names tell them apart`);
}
