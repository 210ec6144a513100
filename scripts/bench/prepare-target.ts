import { APPLICATIONS } from '../../core/contracts/applications';
import type { Application } from '../../core/contracts/applications';
import type { Target } from '../../test/support/tocsin-client';
import { TocsinClient } from '../../test/support/tocsin-client';

interface Made {
  readonly unique_id: string;
}

/** Makes a team, a service and a generic integration of the bench's own, so that nobody is told of what it sends. */
export async function prepareTarget(stack: { readonly url: string; readonly token: string }): Promise<Target> {
  const demo = { team: '', service: '', integration: '', integration_url: '' };
  const { url, token } = stack;
  const client = new TocsinClient({ url, api_token: token, account: '', demo });
  const team = await client.send<Made & { readonly account: string }>(
    'POST',
    '/api/account/teams/',
    { name: 'Bench' },
    201,
  );
  const path = `/api/account/teams/${team.unique_id}/`;
  const [policy] = await client.read<readonly Made[]>(`${path}escalation_policies/`);
  const body = { name: 'Bench', escalation_policy: policy?.unique_id };
  const service = await client.send<Made>('POST', `${path}services/`, body, 201);
  const generic: Application = APPLICATIONS.generic;
  const integration = await client.send<Made & { readonly webhook_url: string }>(
    'POST',
    `${path}services/${service.unique_id}/integrations/`,
    { name: 'Bench', summary: 'Sends the alerts of the bench', application: generic.unique_id },
    201,
  );
  return {
    url,
    api_token: token,
    account: team.account,
    demo: {
      team: team.unique_id,
      service: service.unique_id,
      integration: integration.unique_id,
      integration_url: integration.webhook_url,
    },
  };
}
