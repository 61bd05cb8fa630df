import { startWitness, witnessVerifierKey } from '@sallyport/companion';
import { Command } from 'commander';
import { write } from '../terminal.ts';
import { untilSignal } from '../until-signal.ts';
import { acceptFile } from '../witness/accept-file.ts';
import { readAddress } from '../witness/read-address.ts';
import type { CommandContext } from './command-context.ts';

interface FolderOptions {
  readonly dir: string;
  readonly name?: string;
}

interface RunOptions extends FolderOptions {
  readonly listen: string;
  readonly log: readonly string[];
}

const LOG_HELP = 'the verifier keys of the logs it cosigns, name+hex+base64, from their trust.json';

/** `sallyport witness`: cosigns the checkpoints of logs, from another trust domain than theirs. */
export function witnessCommand(context: CommandContext): Command {
  return new Command('witness')
    .description('watch ledgers from another trust domain: cosign their checkpoints as long as nothing is taken back')
    .addCommand(runCommand(context), { isDefault: true })
    .addCommand(keyCommand(context))
    .addCommand(acceptCommand(context));
}

function runCommand({ terminal }: CommandContext): Command {
  return withFolder(new Command('run').description('serve until told to stop (the default)'))
    .option('--listen <host:port>', 'where to serve plain HTTP; TLS is for a proxy in front', '127.0.0.1:8790')
    .requiredOption('--log <vkey...>', LOG_HELP)
    .action(async ({ dir, name, listen, log }: RunOptions) => {
      const witness = await startWitness({ folder: dir, name, listen: readAddress(listen), logs: log });
      await write(terminal.stdout, `${witness.verifierKey}\n`);
      await write(terminal.stderr, `sallyport: the witness listens on ${witness.url}\n`);
      await untilSignal();
      await witness.close();
    });
}

function keyCommand({ terminal }: CommandContext): Command {
  return withFolder(
    new Command('key').description('print the key that others verify it with; made when there is none'),
  ).action(async ({ dir, name }: FolderOptions) => {
    await write(terminal.stdout, `${await witnessVerifierKey({ folder: dir, name })}\n`);
  });
}

function acceptCommand({ terminal }: CommandContext): Command {
  return withFolder(
    new Command('accept').description('go on from a log that was restored; the witness must be stopped'),
  )
    .argument('<file>', 'what `sallyport recover` wrote')
    .requiredOption('--log <vkey...>', LOG_HELP)
    .action(async (file: string, { dir, name, log }: FolderOptions & Pick<RunOptions, 'log'>) => {
      await write(terminal.stdout, await acceptFile(file, { folder: dir, name, logs: log }));
    });
}

function withFolder(command: Command): Command {
  return command
    .requiredOption('--dir <folder>', 'where it keeps its key and what it has seen')
    .option('--name <name>', 'what a new key is named, such as witness.example.org');
}
