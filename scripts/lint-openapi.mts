import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';

/** `npm run lint` runs this, too: says what is wrong with docs/openapi.json, and exits 1 when anything is. */
const file = 'docs/openapi.json';
const config = await createConfig({
  extends: ['recommended'],
  rules: {
    // The document is that of a program people run themselves: the server it names is the one on their machine.
    'no-server-example.com': 'off',
    'info-license-strict': 'off',
    // An operation that refuses nothing does not exist: every one lists its refusals, intake's among them.
    'operation-4xx-response': 'error',
    // Every path of the contract ends in a slash (contract §0.1); requests may leave it off.
    'no-path-trailing-slash': 'off',
    // A list of kinds of things needs no sentence for each.
    'tag-description': 'off',
    // Words win over parameters in our router, as OpenAPI has it.
    'no-ambiguous-paths': 'off',
  },
});
const problems = await lintFromString({ source: readFileSync(file, 'utf8'), absoluteRef: file, config });
for (const { severity, message, location } of problems) {
  console.error(`${file}: ${severity}: ${message} (${location[0]?.pointer ?? '#'})`);
}
if (problems.length > 0) process.exitCode = 1;
