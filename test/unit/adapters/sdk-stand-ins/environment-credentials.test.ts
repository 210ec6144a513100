import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultProvider } from '../../../../adapters/sdk-stand-ins/environment-credentials';

describe('credentials from the environment', () => {
  const before = { ...process.env };
  beforeEach(() => {
    process.env['AWS_ACCESS_KEY_ID'] = 'id';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'secret';
    delete process.env['AWS_SESSION_TOKEN'];
  });
  afterEach(() => {
    process.env = { ...before };
  });

  it("are a role's, with its session token", async () => {
    process.env['AWS_SESSION_TOKEN'] = 'token';
    await expect(defaultProvider()()).resolves.toEqual({
      accessKeyId: 'id',
      secretAccessKey: 'secret',
      sessionToken: 'token',
    });
  });

  it('are long-lived keys when there is no session token', async () => {
    await expect(defaultProvider()()).resolves.toEqual({ accessKeyId: 'id', secretAccessKey: 'secret' });
  });

  it('are refused when half of them is missing', async () => {
    delete process.env['AWS_SECRET_ACCESS_KEY'];
    await expect(defaultProvider()()).rejects.toThrow('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set.');
  });
});
