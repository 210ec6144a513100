import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync, type Metafile } from 'esbuild';
import { FUNCTIONS, type FunctionName } from '../../core/contracts/environment';

const REPOSITORY = resolve(__dirname, '..', '..');

const standIn = (file: string): string => join(REPOSITORY, 'adapters', 'sdk-stand-ins', file);

/**
 * What takes the place of parts of the SDK that no function uses (docs/adr/0014-what-bundles-leave-out-of-the-sdk.md), or that Node does itself:
 * together they are half of what it takes to load one.
 */
export const STAND_INS: Readonly<Record<string, string>> = {
  // Functions have their credentials in the environment; the SDK's search for others is a third of a bundle.
  '@aws-sdk/credential-provider-node': standIn('environment-credentials.ts'),
  '@smithy/core/event-streams': standIn('no-event-streams.ts'),
  'node:fs/promises': standIn('no-files.ts'),
  '@aws-sdk/middleware-endpoint-discovery': standIn('no-endpoint-discovery.ts'),
  '@smithy/core/checksum': standIn('native-hashes.ts'),
};

/** The folder of a function's code. */
export const folderOf = (name: FunctionName): string => join(REPOSITORY, 'lambdas', name);

/**
 * Writes each function, `lambdas/<name>/index.ts` with whatever it imports, as one minified CommonJS file
 * `<outputFolder>/<name>/index.js`. All in one build, which parses the SDK once and not once per function; the files are
 * the same to the byte as if built one by one. esbuild needs no Docker, no package manager and no network
 * (docs/adr/0010-bundling-in-one-go.md).
 * @returns what went into the files, for checks of their sizes and imports.
 * @throws Error when an entry file is missing or does not build.
 */
export function bundleFunctions(outputFolder: string, names: readonly FunctionName[] = FUNCTIONS): Metafile {
  const { metafile } = buildSync({
    absWorkingDir: REPOSITORY,
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, entryOf(name)])),
    outdir: outputFolder,
    bundle: true,
    platform: 'node',
    target: 'node24',
    // CommonJS loads faster than ESM in Lambda, by 4–16 ms.
    format: 'cjs',
    // The module builds of the SDK can be shaken: 206 KB and 22 ms of load time less than with esbuild's own default.
    mainFields: ['module', 'main'],
    alias: STAND_INS,
    // No externals: the SDK is the pinned one of package-lock.json, not the one Lambda happens to have.
    minify: true,
    // With a map beside it Node would have to be told to read it, at the first stack trace, inside a request; and it is
    // several times the bundle. The build is deterministic: whoever needs a map makes it from the same commit.
    sourcemap: false,
    legalComments: 'external',
    // One character beyond Latin-1 makes V8 keep and scan the whole file with two bytes for each.
    charset: 'ascii',
    logLevel: 'warning',
    metafile: true,
  });
  return metafile;
}

function entryOf(name: FunctionName): string {
  const entry = join(folderOf(name), 'index.ts');
  if (!existsSync(entry)) throw new Error(`Function "${name}" has no ${entry}.`);
  return entry;
}
