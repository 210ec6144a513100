import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { FunctionName } from '../../core/contracts/environment';
import { bundleFunction, folderOf } from './bundle-function';

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
          bundleFunction(name, outputFolder);
          return true;
        },
      },
    },
  });
}
