import { asSallyportError, isSallyportError, SallyportError } from '@sallyport/core';
import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { activityCommand } from './commands/activity.ts';
import { applyCommand } from './commands/apply.ts';
import { bootstrapCommand } from './commands/bootstrap.ts';
import { configCommand } from './commands/config.ts';
import { devCommand } from './commands/dev.ts';
import { disclosuresCommand } from './commands/disclosures.ts';
import { exportCommand } from './commands/export.ts';
import { holdsCommand } from './commands/holds.ts';
import { keysCommand } from './commands/keys.ts';
import { loginCommand } from './commands/login.ts';
import { loginsCommand } from './commands/logins.ts';
import { logoutCommand } from './commands/logout.ts';
import { originalsCommand } from './commands/originals.ts';
import { policyCommand } from './commands/policy.ts';
import { purgeCommand } from './commands/purge.ts';
import { recoverCommand } from './commands/recover.ts';
import { replayCommand } from './commands/replay.ts';
import { reviewsCommand } from './commands/reviews.ts';
import { revokeCommand } from './commands/revoke.ts';
import { scanCommand } from './commands/scan.ts';
import { secretsCommand } from './commands/secrets.ts';
import { serveCommand } from './commands/serve.ts';
import { sessionsCommand } from './commands/sessions.ts';
import { sinksCommand } from './commands/sinks.ts';
import { verifyCommand } from './commands/verify.ts';
import { whoamiCommand } from './commands/whoami.ts';
import { witnessCommand } from './commands/witness.ts';
import { systemCode } from './system-code.ts';
import { type Terminal, write } from './terminal.ts';

/** Exit codes: all well; something was found wrong, or failed; the command line was not understood. */
export const EXIT = Object.freeze({ ok: 0, failed: 1, usage: 2 });

const COMMANDS = [
  scanCommand,
  verifyCommand,
  devCommand,
  serveCommand,
  policyCommand,
  secretsCommand,
  keysCommand,
  bootstrapCommand,
  recoverCommand,
  loginCommand,
  logoutCommand,
  whoamiCommand,
  loginsCommand,
  sessionsCommand,
  sinksCommand,
  disclosuresCommand,
  exportCommand,
  applyCommand,
  configCommand,
  reviewsCommand,
  revokeCommand,
  witnessCommand,
  replayCommand,
  originalsCommand,
  holdsCommand,
  purgeCommand,
  activityCommand,
];

/** Runs the `sallyport` command and gives its exit code. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = EXIT.ok;
  const finish = (code: number): void => {
    exitCode = code;
  };
  const program = new Command('sallyport')
    .description('Lets text out to models, keeps protected health information in, and leaves evidence behind.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    });
  for (const command of COMMANDS) {
    program.addCommand(adopted(command({ terminal, finish }), program));
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? EXIT.ok : EXIT.usage;
    await write(terminal.stderr, `sallyport: ${describe(cause)}\n`);
    return EXIT.failed;
  }
}

/** Commands of a command take after it too: commander itself would write to the real terminal for them, and end the process. */
function adopted(command: Command, parent: Command): Command {
  command.exitOverride().copyInheritedSettings(parent);
  for (const one of command.commands) adopted(one, command);
  return command;
}

/** What is said of a file or a folder that was named. */
const OF_FILES = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENAMETOOLONG']);

/** An unknown error's own words may quote a file, so they are kept back. */
function describe(cause: unknown): string {
  if (isSallyportError(cause)) return `${cause.message} (${cause.code})`;
  const code = systemCode(cause);
  if (code === undefined) return asSallyportError(cause).message;
  const { message } = OF_FILES.has(code) ? new SallyportError('file_unreadable') : asSallyportError(cause);
  return `${message} (${code})`;
}
