import type { EndpointSender, HttpAnswer, OutgoingRequest } from '../../../core/usecases/ports';

/** An answer with what a test cares about. */
export function anAnswer(over: Partial<HttpAnswer> = {}): HttpAnswer {
  return { status_code: 200, error: null, response: 'ok', headers: {}, duration_ms: 12, ...over };
}

/** Endpoints that answer by a script: each send takes the next answer, the last one for ever. */
export class ScriptedSender implements EndpointSender {
  readonly requests: OutgoingRequest[] = [];
  private readonly script: readonly HttpAnswer[];

  constructor(...script: readonly HttpAnswer[]) {
    this.script = script.length > 0 ? script : [anAnswer()];
  }

  send(request: OutgoingRequest): Promise<HttpAnswer> {
    this.requests.push(request);
    const index = Math.min(this.requests.length, this.script.length) - 1;
    return Promise.resolve(this.script[index] ?? anAnswer());
  }
}
