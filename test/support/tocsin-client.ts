import { APPLICATIONS } from '../../core/contracts/applications';
import type { JsonObject } from '../../core/contracts/json';
import { eventually } from './eventually';
import { call, JSON_TYPE, postJson, type HttpCall, type HttpReply } from './http-client';

/** Where a running system is and who may use it: what `endpoints.json` says. */
export interface Target {
  readonly url: string;
  readonly account: string;
  readonly api_token: string;
  readonly demo: {
    readonly team: string;
    readonly service: string;
    readonly integration: string;
    readonly integration_url: string;
  };
}

/** The status of an alert that has ended. */
export interface TerminalStatus {
  readonly status: 'completed' | 'failed';
  readonly incident: { readonly incident_number: number; readonly unique_id: string } | null;
  readonly alert: string;
  readonly is_incident_created: boolean;
  readonly error?: string;
}

/** An outgoing integration, made and configured. */
export interface WebhookIntegration {
  readonly id: string;
  /** Path of the integration in the API, with a trailing slash. */
  readonly path: string;
  /** What PUT configuration answered. */
  readonly configuration: JsonObject;
}

/** What people do with a running system, over its public routes and nothing else. */
export class TocsinClient {
  constructor(readonly target: Target) {}

  /** Calls the API with the token. */
  api(path: string, { headers, ...rest }: HttpCall = {}): Promise<HttpReply> {
    const authorization = `Token ${this.target.api_token}`;
    return call(`${this.target.url}${path}`, { ...rest, headers: { authorization, ...headers } });
  }

  /** Reads a JSON answer of the API. @throws Error unless it is 200. */
  async read<T = JsonObject>(path: string): Promise<T> {
    return parse<T>(await this.api(path), 200);
  }

  /** Sends a JSON body. @throws Error unless it is answered with `expected`. */
  async send<T = JsonObject>(
    method: 'POST' | 'PUT' | 'PATCH',
    path: string,
    body: unknown,
    expected = 200,
  ): Promise<T> {
    const reply = await this.api(path, { method, headers: JSON_TYPE, body: JSON.stringify(body) });
    return parse<T>(reply, expected);
  }

  /** Posts an alert to the demo integration; its trace id. @throws Error unless it is taken. */
  async sendAlert(alert: JsonObject): Promise<string> {
    const reply = await postJson(this.target.demo.integration_url, alert);
    return parse<{ readonly trace_id: string }>(reply, 200).trace_id;
  }

  /** The status route, which takes no token. */
  status(traceId: string): Promise<HttpReply> {
    return call(`${this.target.url}/api/alert/status/${traceId}/`);
  }

  /** Asks for the status until it is no longer `queued`. */
  terminalStatus(traceId: string, deadlineMs = 60_000): Promise<TerminalStatus> {
    return eventually({ what: `the alert ${traceId} has ended`, deadlineMs }, async () => {
      const status = parse<TerminalStatus | { readonly status: 'queued' }>(await this.status(traceId), 200);
      return status.status !== 'queued' && status;
    });
  }

  /** Posts an alert and waits for its end. */
  async alert(alert: JsonObject): Promise<TerminalStatus> {
    return this.terminalStatus(await this.sendAlert(alert));
  }

  /** Makes an outgoing integration on the demo service that tells `url` of transitions. */
  async makeWebhook(name: string, url: string, settings: JsonObject = {}): Promise<WebhookIntegration> {
    const { team, service } = this.target.demo;
    const list = `/api/account/teams/${team}/services/${service}/integrations/`;
    const body = { name, summary: `Tells ${name}`, application: APPLICATIONS.outgoingWebhooks.unique_id };
    const { unique_id: id } = await this.send<{ readonly unique_id: string }>('POST', list, body, 201);
    const path = `${list}${id}/`;
    const events = ['triggered', 'acknowledged', 'resolved'];
    const wanted = { url, events, auth: { type: 'none' }, headers: {}, timeout_seconds: 3, ...settings };
    return { id, path, configuration: await this.send('PUT', `${path}configuration/`, wanted) };
  }
}

/** Reads a JSON answer. @throws Error when its status is another than expected. */
// The type says what the caller knows of the route; the test that follows finds out.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export function parse<T = JsonObject>({ status, text }: HttpReply, expected: number): T {
  if (status !== expected) throw new Error(`${expected} was expected, not ${status}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as T;
}
