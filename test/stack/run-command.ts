import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCli } from 'sallyport';

/** How a command ended, and all it said. */
export interface CommandOutcome {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** What a command is given. */
export interface CommandSurroundings {
  /** Its standard input. Default: nothing. */
  readonly input?: string;
  /** Its environment. Default: empty. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A command that runs. */
export interface RunningCommand {
  /** Resolves with what the pattern finds on standard error, once it does. Raises `RangeError` when the command ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<CommandOutcome>;
}

/** Starts the `sallyport` command in this process, away from the real terminal. */
export function startCommand(
  args: readonly string[],
  { input = '', env = {} }: CommandSurroundings = {},
): RunningCommand {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  stdin.end(input);
  const said = Promise.all([text(stdout), text(stderr.pipe(new PassThrough()))]);
  const heard: string[] = [];
  stderr.on('data', (chunk: Buffer) => heard.push(chunk.toString()));
  const run = async (): Promise<CommandOutcome> => {
    const exitCode = await runCli(args, { stdin, stdout, stderr, env });
    stdout.end();
    stderr.end();
    const [out, err] = await said;
    return { exitCode, out, err };
  };
  return {
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(heard.join(''));
          if (found !== null) resolve(found);
        };
        stderr.on('data', look);
        stderr.once('end', () => reject(new RangeError(`the command ended and said ${heard.join('')}`)));
        look();
      }),
    ended: run(),
  };
}

/** Runs the `sallyport` command in this process, away from the real terminal. */
export function runCommand(args: readonly string[], input = '', env = {}): Promise<CommandOutcome> {
  return startCommand(args, { input, env }).ended;
}
