import { describe, expect, it } from '@jest/globals';
import { OUTPUTS } from '../../core/contracts/environment';
import { at, ofType, property, readable, synthesize, target } from './support/synthesized';

const synthesized = synthesize('prod');
const stage = at(synthesized, 'HttpFront/DefaultStage');

describe('the HTTP API', () => {
  it('leads alerts to ingest and the rest to api', () => {
    const integrations = new Map(
      ofType(synthesized, 'AWS::ApiGatewayV2::Integration').map((integration) => [integration.id, integration]),
    );
    const routes = ofType(synthesized, 'AWS::ApiGatewayV2::Route').map((route) => {
      const id = JSON.stringify(route.properties['Target']).match(/"Ref":"(\w+)"/)?.[1] ?? '';
      const integration = integrations.get(id);
      if (!integration) throw new Error(`The route ${route.path} leads nowhere.`);
      expect(integration.properties).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
      return [route.properties['RouteKey'], readable(synthesized, integration.properties['IntegrationUri'])];
    });
    expect(Object.fromEntries(routes)).toEqual({
      'POST /integration/{proxy+}': 'Ingestion/Ingest/Function.Arn',
      'POST /api/events/{proxy+}': 'Ingestion/Ingest/Function.Arn',
      'ANY /api/{proxy+}': 'Management/Api/Function.Arn',
    });
  });

  it('has one stage, throttled as a whole', () => {
    expect(ofType(synthesized, 'AWS::ApiGatewayV2::Stage')).toHaveLength(1);
    expect(stage.properties).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 },
    });
  });

  it('allows no calls from pages of other origins', () => {
    expect(at(synthesized, 'HttpFront/HttpApi').properties).toEqual({ Name: 'tocsin-prod', ProtocolType: 'HTTP' });
  });

  it('writes an access log in JSON, with an end, without the paths that carry integration keys', () => {
    const log = target(synthesized, property(stage, 'AccessLogSettings.DestinationArn'));
    expect(log.properties['RetentionInDays']).toBe(90);
    const line = JSON.parse(String(property(stage, 'AccessLogSettings.Format'))) as Record<string, string>;
    expect(line).toMatchObject({
      route: '$context.routeKey',
      status: '$context.status',
      request_id: '$context.requestId',
    });
    expect(Object.values(line)).not.toContain('$context.path');
  });
});

describe('the outputs', () => {
  it('are the base URL without a slash at its end and the function to bootstrap with', () => {
    expect(readable(synthesized, synthesized.outputs[OUTPUTS.url]?.Value)).toBe('HttpFront/HttpApi.ApiEndpoint');
    expect(readable(synthesized, synthesized.outputs[OUTPUTS.bootstrapFunction]?.Value)).toBe(
      'Management/Api/Function',
    );
  });
});
