import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCli } from 'sallyport';

/** How a command ended, and all it said. */
export interface CommandOutcome {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the `sallyport` command in this process, away from the real terminal. */
export async function runCommand(args: readonly string[], input = ''): Promise<CommandOutcome> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  stdin.end(input);
  const said = Promise.all([text(stdout), text(stderr)]);
  const exitCode = await runCli(args, { stdin, stdout, stderr });
  stdout.end();
  stderr.end();
  const [out, err] = await said;
  return { exitCode, out, err };
}
