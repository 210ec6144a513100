import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import type { FunctionName } from '../../core/contracts/environment';

const REPOSITORY = resolve(__dirname, '..', '..');

/**
 * The code of a function: `lambdas/<name>/index.ts` and whatever it imports, in one minified CommonJS file. esbuild is
 * called inside this process: no Docker, no package manager, no network, and a tenth of the time of a child process per
 * function (docs/adr/0010-bundling-in-process.md).
 * @throws Error when the entry file is missing or does not build.
 */
export function bundledCode(name: FunctionName): Code {
  const folder = join(REPOSITORY, 'lambdas', name);
  return Code.fromAsset(folder, {
    // Of the output, not of the folder: what counts is what is imported from core/, adapters/ and node_modules, too.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('unused'),
      local: {
        tryBundle: (outputFolder) => {
          bundle(name, outputFolder);
          return true;
        },
      },
    },
  });
}

function bundle(name: FunctionName, outputFolder: string): void {
  const entry = join(REPOSITORY, 'lambdas', name, 'index.ts');
  if (!existsSync(entry)) throw new Error(`Function "${name}" has no ${entry}.`);
  buildSync({
    absWorkingDir: REPOSITORY,
    entryPoints: [entry],
    outfile: join(outputFolder, 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node24',
    // CommonJS loads faster than ESM in Lambda, by 4–16 ms.
    format: 'cjs',
    // The module builds of the SDK can be shaken: 206 KB and 22 ms of load time less than with esbuild's own default.
    mainFields: ['module', 'main'],
    // No externals: the SDK is the pinned one of package-lock.json, not the one Lambda happens to have.
    minify: true,
    // Node reads a source map at the first stack trace, inside a request, and it is five times the bundle. The build is
    // deterministic: whoever needs a map makes it from the same commit.
    sourcemap: false,
    legalComments: 'external',
    charset: 'utf8',
    logLevel: 'warning',
  });
}
