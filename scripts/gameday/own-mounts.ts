import { spawn, spawnSync } from 'node:child_process';

/** Set in the process that has mounts of its own: when the first one began, in milliseconds since 1970. */
const SINCE = 'TOCSIN_GAMEDAY_SINCE';

/** Where a game day runs. */
export type Mounts =
  /** Whatever is mounted here is gone with this process, however that ends. */
  | { readonly kind: 'own'; readonly since: number }
  /** Nothing can be mounted here; why, in the system's words. */
  | { readonly kind: 'none'; readonly why: string }
  /** The same program went on in another process, and ended with this code. */
  | { readonly kind: 'elsewhere'; readonly code: number };

/**
 * Goes on in a process with mounts of its own, if this system allows that: Linux does for root, and mostly for others in a
 * user namespace, in which they are root (unshare(1)).
 */
export async function findMounts(): Promise<Mounts> {
  const since = process.env[SINCE];
  if (since !== undefined) return { kind: 'own', since: Number(since) };
  const flags = process.getuid?.() === 0 ? ['-m'] : ['-Urm'];
  const { status, stderr, error } = spawnSync('unshare', [...flags, 'true'], { encoding: 'utf8' });
  if (status !== 0) return { kind: 'none', why: (error?.message ?? stderr).trim() };
  return { kind: 'elsewhere', code: await goOn(flags) };
}

function goOn(flags: readonly string[]): Promise<number> {
  const words = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const env = { ...process.env, [SINCE]: String(Math.round(performance.timeOrigin)) };
  const child = spawn('unshare', [...flags, ...words], { stdio: 'inherit', env });
  // A Ctrl-C reaches both; others reach this process only.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', () => {
      resolve(1);
    });
    child.on('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}
