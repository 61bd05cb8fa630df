import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** A program that ran to its end. */
export interface Ran {
  readonly exitCode: number | null;
  readonly output: string;
}

/** Runs a script with this Node, with nothing in its environment but what is given and the path. */
export async function runNode(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, ...environment, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [output, errors, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { exitCode, output: `${output}${errors}` };
}
