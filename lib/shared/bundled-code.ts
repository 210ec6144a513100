import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { FunctionName } from '../../core/contracts/environment';
import { bundleFunctions, folderOf } from './bundle-functions';

let built: string | undefined;

/** The folder with the bundles of all functions: built when the first is asked for, gone when the process ends. */
function bundles(): string {
  if (built === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-bundles-'));
    process.once('exit', () => {
      rmSync(folder, { recursive: true, force: true });
    });
    bundleFunctions(folder);
    built = folder;
  }
  return built;
}

/** The code of a function as an asset, built when the app is synthesized. */
export function bundledCode(name: FunctionName): Code {
  return Code.fromAsset(folderOf(name), {
    // Of the output, not of the folder: what counts is what is imported from core/, adapters/ and node_modules, too.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // CDK asks for an image to fall back on; the local build below either succeeds or throws.
      image: DockerImage.fromRegistry('unused'),
      local: {
        tryBundle: (outputFolder) => {
          cpSync(join(bundles(), name), outputFolder, { recursive: true });
          return true;
        },
      },
    },
  });
}
