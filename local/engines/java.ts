import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { codeOf, RunnerFailure } from '../failure';

/** DynamoDB Local's jars need it. */
const OLDEST_JAVA = 11;
const ADVICE = `the table engine (DynamoDB Local) needs Java ${OLDEST_JAVA} or newer: install it, for example "apt install default-jre-headless" or "brew install openjdk", or point JAVA_HOME at it`;

/**
 * Finds Java: JAVA_HOME's, else the PATH's. Resolves with the command to run.
 * Throws {@link RunnerFailure} when there is none or it is too old.
 */
export async function findJava(env: NodeJS.ProcessEnv): Promise<string> {
  const home = env['JAVA_HOME'];
  const command = home === undefined || home === '' ? 'java' : join(home, 'bin', 'java');
  const said = await askVersion(command);
  const version = parseJavaVersion(said);
  if (version === undefined) throw new RunnerFailure(`no Java found (${command}): ${ADVICE}`);
  if (version < OLDEST_JAVA) throw new RunnerFailure(`Java ${version} found (${command}): ${ADVICE}`);
  return command;
}

/** The major version from what `java -version` prints: `17.0.15` → 17, the older `1.8.0_402` → 8. */
export function parseJavaVersion(said: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(said);
  return match === null ? undefined : Number(match[1]);
}

function askVersion(command: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, ['-version'], { timeout: 20_000 }, (error, stdout, stderr) => {
      // macOS ships a stand-in that exits with an error and advice; it prints no version either.
      resolve(codeOf(error) === 'ENOENT' ? '' : `${stderr}${stdout}`);
    });
  });
}
