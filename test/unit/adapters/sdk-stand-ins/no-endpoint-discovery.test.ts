import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as sdks from '@aws-sdk/middleware-endpoint-discovery';
import { describe, expect, it } from '@jest/globals';
import * as standIn from '../../../../adapters/sdk-stand-ins/no-endpoint-discovery';

describe('the stand-in for endpoint discovery', () => {
  it('has only names of the SDK’s', () => {
    expect(Object.keys(sdks)).toEqual(expect.arrayContaining(Object.keys(standIn)));
  });

  it('finds no setting and leaves settings as they are', () => {
    expect(standIn.NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS.default).toBeUndefined();
    const config = { region: 'us-east-1' };
    expect(standIn.resolveEndpointDiscoveryConfig(config)).toBe(config);
  });

  it('stands in for something that is off in the SDK', async () => {
    const { config } = new DynamoDBClient({ region: 'us-east-1' });
    await expect(config.endpointDiscoveryEnabled()).resolves.toBeFalsy();
  });
});
