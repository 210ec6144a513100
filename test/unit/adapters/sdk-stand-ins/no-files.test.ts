import { describe, expect, it } from '@jest/globals';
import { readFile } from '../../../../adapters/sdk-stand-ins/no-files';

describe('the stand-in for files', () => {
  it('has no file, in the way of Node, so that the SDK goes on with the environment', async () => {
    await expect(readFile('/root/.aws/config')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
