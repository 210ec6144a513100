import type { BootstrapResponse } from '../core/contracts/environment';
import type { DataFolder } from './data-folder';
import type { JsonObject } from './json';

/** Where a running system is reached; the file `endpoints.json` and the printed lines say the same. */
export interface Reachable {
  readonly url: string;
  readonly credentials?: BootstrapResponse;
  readonly meterUrl?: string;
}

/** The content of `endpoints.json`. */
export function endpointsOf({ url, credentials, meterUrl }: Reachable, pid: number): JsonObject {
  const demo = credentials?.demo;
  return {
    url,
    ...(credentials === undefined ? {} : { account: credentials.account, api_token: credentials.api_token }),
    pid,
    ...(demo === undefined
      ? {}
      : {
          demo: {
            team: demo.team,
            service: demo.service,
            integration: demo.integration,
            integration_url: `${url}${demo.integration_path}`,
          },
        }),
    ...(meterUrl === undefined ? {} : { meter_url: meterUrl }),
  };
}

/** What a person who has just started the runner wants to know. */
export function announcement({ url, credentials, meterUrl }: Reachable, folder: DataFolder, readyMs: number): string {
  const demo = credentials?.demo;
  const lines = [
    '',
    `Tocsin is ready after ${(readyMs / 1000).toFixed(1)} s.`,
    '',
    `  API          ${url}`,
    ...(credentials === undefined
      ? []
      : [`  Account      ${credentials.account}`, `  API token    ${credentials.api_token}`]),
    ...(demo === undefined ? [] : [`  Demo         ${url}${demo.integration_path}`]),
    ...(meterUrl === undefined ? [] : [`  Meter        ${meterUrl}`]),
    `  Data, logs   ${folder.root}, ${folder.logs}`,
    ...(demo === undefined ? [] : ['', 'Send an alert:', '', curlFor(`${url}${demo.integration_path}`)]),
    '',
    'Ctrl-C stops it; the data stays.',
    '',
  ];
  return lines.join('\n');
}

function curlFor(integrationUrl: string): string {
  const alert = { message: 'Disk is full on db-1', alert_type: 'critical', entity_id: 'db-1/disk' };
  return `  curl -X POST ${integrationUrl} -H 'Content-Type: application/json' -d '${JSON.stringify(alert)}'`;
}
