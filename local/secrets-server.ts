import type { IncomingMessage, ServerResponse } from 'node:http';
import { asText, isObject, parseJson } from './json';
import { serveOnLoopback, type LoopbackServer } from './loopback-server';

/** Far above any GetSecretValue. */
const MAX_BODY_CHARACTERS = 65_536;

/** Secrets Manager, as far as functions use it: GetSecretValue of the given secrets (value by ARN), in the JSON 1.1 protocol. */
export function serveSecrets(secrets: ReadonlyMap<string, string>): Promise<LoopbackServer> {
  return serveOnLoopback((request, response) => {
    void answer(secrets, request, response);
  });
}

async function answer(
  secrets: ReadonlyMap<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let text = '';
  for await (const chunk of request) text = (text + String(chunk)).slice(0, MAX_BODY_CHARACTERS);
  const input = parseJson(text);
  const id = isObject(input) ? asText(input['SecretId']) : undefined;
  const value = id === undefined ? undefined : secrets.get(id);
  if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue') {
    send(response, 400, { __type: 'InvalidRequestException', message: 'The local runner knows GetSecretValue only.' });
  } else if (id === undefined || value === undefined) {
    const message = "Secrets Manager can't find the specified secret.";
    send(response, 400, { __type: 'ResourceNotFoundException', message });
  } else {
    send(response, 200, { ARN: id, Name: id.split(':').at(-1), SecretString: value, VersionStages: ['AWSCURRENT'] });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(body));
}
