import { App, type AppProps } from 'aws-cdk-lib';
import { context } from '../cdk.json';
import { stageFromContext } from './shared/stage';
import { TocsinStack } from './tocsin-stack';

/**
 * The CDK app. The feature flags of cdk.json are its defaults, so that the template is the same whether the CDK CLI runs
 * it or somebody else does; context from the command line goes over them.
 */
export function tocsinApp(props: AppProps = {}): App {
  const app = new App({ analyticsReporting: false, ...props, context: { ...context, ...props.context } });
  const stage = stageFromContext(app.node);
  new TocsinStack(app, 'Tocsin', {
    stackName: `tocsin-${stage.name}`,
    description: 'Tocsin: alerts in over HTTP, incidents bound by entity id, signed webhooks out',
    terminationProtection: stage.keepsData,
    tags: { application: 'tocsin', stage: stage.name },
  });
  return app;
}
