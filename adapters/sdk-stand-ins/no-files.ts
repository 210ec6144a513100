/**
 * Stands in for `node:fs/promises` when functions are bundled. The SDK alone imports it there, to look for `~/.aws/config`
 * and `~/.aws/credentials`, which no function has: it is told so without loading the module and asking the disk. The name
 * is Node's.
 * @returns a rejection with the code `ENOENT`, as for any file that is not there.
 */
export function readFile(path: string): Promise<never> {
  return Promise.reject(Object.assign(new Error(`${path} is not read by functions.`), { code: 'ENOENT' }));
}
