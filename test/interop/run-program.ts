import { spawn } from 'node:child_process';
import { buffer, text } from 'node:stream/consumers';

/** How a program ended. */
export interface Ended {
  /** Its exit code; `undefined` when it could not be started, or was ended by a signal. */
  readonly code: number | undefined;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** What a program gets besides its arguments. */
export interface ProgramOptions {
  readonly cwd?: string;
  /** Its whole environment. Default: ours. */
  readonly env?: NodeJS.ProcessEnv;
  /** Its standard input. Default: empty. */
  readonly input?: string | Uint8Array;
}

/** Runs a program without a shell, to its end. Never rejects because of how it ended. */
export async function runProgram(
  [command = '', ...args]: readonly string[],
  { cwd, env, input = '' }: ProgramOptions = {},
): Promise<Ended> {
  const child = spawn(command, args, { cwd, env, stdio: 'pipe' });
  const ended = new Promise<number | undefined>((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('close', (code) => resolve(code ?? undefined));
  });
  // A program may end without having read its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code, stdout, stderr] = await Promise.all([ended, buffer(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}
