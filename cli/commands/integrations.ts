import type { Command } from 'commander';
import { API_ROUTES } from '../../core/contracts/api-routes';
import type { JsonObject } from '../../core/contracts/json';
import type { Context } from '../context';
import { EXIT } from '../exit-codes';
import { pathOf, type ApiClient } from '../http/api-client';
import { findNamed, servicesOf, teamsMeant } from '../names';
import { table } from '../output/table';

interface IntegrationsOptions {
  readonly team?: string;
  readonly service?: string;
}

interface WireIntegration {
  readonly unique_id: string;
  readonly name: string;
  readonly is_enabled: boolean;
  readonly webhook_url: string;
  readonly application_reference: { readonly name: string };
}

/** An integration with the names of what it belongs to. */
interface Placed {
  readonly team: string;
  readonly service: string;
  readonly integration: WireIntegration;
}

/** `tocsin integrations`: lists integrations with the URLs that alerts are posted to. */
export function addIntegrations(program: Command, context: () => Context): void {
  program
    .command('integrations')
    .description('list integrations, with the URLs that alerts are posted to')
    .option('--team <team>', 'only of this team (name or id)')
    .option('--service <service>', 'only of this service (name or id)')
    .action((options: IntegrationsOptions) => listIntegrations(context(), options));
}

async function listIntegrations(context: Context, options: IntegrationsOptions): Promise<void> {
  const found = await findIntegrations(context.api, options);
  const json = found.map(({ team, service, integration }) => ({
    ...(integration as unknown as JsonObject),
    team_name: team,
    service_name: service,
  }));
  context.show(json, () => (found.length === 0 ? ['No integrations.'] : integrationTable(found)));
  if (found.length === 0) context.exitCode = EXIT.nothing;
}

async function findIntegrations(api: ApiClient, { team, service }: IntegrationsOptions): Promise<readonly Placed[]> {
  const services = [];
  for (const { unique_id, name } of await teamsMeant(api, team)) {
    const all = await servicesOf(api, unique_id);
    services.push(...all.map((one) => ({ ...one, team: unique_id, teamName: name })));
  }
  const meant = service === undefined ? services : [findNamed(services, service, 'service')];
  const found: Placed[] = [];
  for (const { unique_id, name, team: teamId, teamName } of meant) {
    const path = pathOf(API_ROUTES.listIntegrations.path, { team: teamId, service: unique_id });
    const integrations = await api.call<readonly WireIntegration[]>('GET', path);
    found.push(...integrations.map((integration) => ({ team: teamName, service: name, integration })));
  }
  return found;
}

function integrationTable(found: readonly Placed[]): readonly string[] {
  return table(
    ['TEAM', 'SERVICE', 'INTEGRATION', 'APPLICATION', 'ENABLED', 'URL'],
    found.map(({ team, service, integration }) => [
      team,
      service,
      integration.name,
      integration.application_reference.name,
      integration.is_enabled ? 'yes' : 'no',
      integration.webhook_url,
    ]),
  );
}
