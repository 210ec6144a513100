'use strict';
// Runs npm's zenduty-sdk as it is published in a Node of its own: the client writes `new require(…)`, which jest's own
// require can't take. Takes { id, part, method, values } from its parent and answers { id, value } or { id, failure }.
const sdk = require('zenduty-sdk');

const [, , url, token] = process.argv;
const client = new sdk.ApiClient(token);
// The base URL: the only thing that the client's users change.
client.fetch_client.apiUrl = url;

// Some methods give nothing back: what the server said is caught on its way.
let answer;
const request = client.fetch_client.request.bind(client.fetch_client);
client.fetch_client.request = (...given) => (answer = request(...given));

const parts = Object.fromEntries(
  Object.entries(sdk)
    .filter(([name]) => name !== 'ApiClient')
    .map(([name, Part]) => [name, new Part(client)]),
);

const methods = Object.entries(parts).flatMap(([part, api]) =>
  Object.getOwnPropertyNames(Object.getPrototypeOf(api))
    .filter((name) => name !== 'constructor')
    .map((name) => `${part}.${name}`),
);

async function call({ id, part, method, values }) {
  try {
    answer = undefined;
    const value = await (parts[part][method](...values) ?? answer);
    // Deletions give the bare response.
    const isResponse = typeof value?.json === 'function';
    process.send({ id, value: isResponse ? { status: value.status } : value });
  } catch (error) {
    // The client throws the response when it was no success.
    process.send({ id, failure: { status: error.status ?? null, message: String(error) } });
  }
}

process.on('message', (message) => void call(message));
process.on('disconnect', () => process.exit(0));
process.send({ methods });
