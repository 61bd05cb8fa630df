import { confirm } from '@clack/prompts';
import { loadConfig, openRecovery, type Recovery } from '@sallyport/companion';
import { SallyportError } from '@sallyport/core';
import { Command } from 'commander';
import { planText } from '../recover/plan-text.ts';
import { makeRecoveryFiles } from '../recover/recovery-files.ts';
import { isTty, type Terminal, write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

interface RecoverOptions {
  readonly config: string;
  readonly out: string;
  readonly yes?: true | undefined;
}

/** `sallyport recover`: after a restore, says in the ledger what was lost, and writes what the witness is to accept. */
export function recoverCommand({ terminal, finish }: CommandContext): Command {
  return new Command('recover')
    .description('after a backup was restored: record in the ledger what its witnesses had seen and it has not')
    .option('--config <file>', 'the configuration', 'sallyport.yaml')
    .option('--out <file>', 'where to write what the witness is to accept', 'recovery.json')
    .option('--yes', 'record it; without this it is only shown')
    .action(async ({ config: file, out, yes }: RecoverOptions) => {
      const { DATABASE_URL: databaseUrl } = process.env;
      const config = await loadConfig(file);
      const recovery = await openRecovery({ config, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
      try {
        finish((await recover(recovery, { out, yes, terminal })) ? 0 : 1);
      } finally {
        await recovery.close();
      }
    });
}

interface Order extends Pick<RecoverOptions, 'out' | 'yes'> {
  readonly terminal: Terminal;
}

async function recover(recovery: Recovery, { out, yes, terminal }: Order): Promise<boolean> {
  const { plan } = recovery;
  if (plan.lost.length === 0) {
    await write(
      terminal.stderr,
      `nothing to recover: no witness has seen more than the ${plan.backup.size} entries here\n`,
    );
    return false;
  }
  await write(terminal.stdout, planText(plan));
  if (yes !== true && !(await isConfirmed(terminal))) {
    await write(terminal.stderr, 'nothing is recorded yet; to record it in the ledger for good, say --yes\n');
    return false;
  }
  const files = await makeRecoveryFiles(out, plan.lost.length);
  const recovered = await recovery.record().catch(async (cause: unknown) => {
    await files.drop();
    throw cause;
  });
  await files.write(recovered);
  for (const [at, { witnesses, file }] of recovered.entries()) {
    const path = files.paths[at];
    if (path === undefined) throw new SallyportError('internal');
    const accept = `sallyport witness accept ${path} --dir DIR --log VKEY`;
    await write(
      terminal.stdout,
      `recorded as entry ${file.index}; to be accepted at ${witnesses.join(', ')}: ${accept}\n`,
    );
  }
  await write(terminal.stderr, 'the companion starts once every witness has accepted\n');
  return true;
}

/** Asks on a terminal; where nobody can be asked, the answer is no. */
async function isConfirmed({ stdin, stderr }: Terminal): Promise<boolean> {
  if (!isTty(stderr) || !('isTTY' in stdin) || stdin.isTTY !== true) return false;
  const message = 'Record in the ledger that this was lost?';
  return (await confirm({ message, initialValue: false, input: stdin, output: stderr })) === true;
}
