import { Agent, request } from 'undici';

/** An HTTP answer read to its end. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface HttpCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Kept connections: a sender is a monitor with a pool, not a thousand strangers. */
const agent = new Agent({ connections: 128, keepAliveTimeout: 10_000, headersTimeout: 60_000, bodyTimeout: 60_000 });

/** Makes one HTTP call. Rejects when there is no answer, and for no status. */
export async function call(url: string, { method = 'GET', headers = {}, body }: HttpCall = {}): Promise<HttpReply> {
  const answer = await request(url, { method, headers, dispatcher: agent, ...(body !== undefined && { body }) });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}

/** Posts a value as JSON, as a monitor does. */
export function postJson(url: string, value: unknown): Promise<HttpReply> {
  return call(url, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(value) });
}

export const JSON_TYPE = { 'content-type': 'application/json' } as const;
