import { issueBootstrapToken, loadConfig, openCompanionStore } from '@sallyport/companion';
import { Command } from 'commander';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

interface BootstrapOptions {
  readonly config: string;
  readonly again?: boolean;
}

/** `sallyport bootstrap`: makes the one-time token of the first admin, on the companion's host. */
export function bootstrapCommand({ terminal }: CommandContext): Command {
  return new Command('bootstrap')
    .description("make the one-time token of the first admin, on the companion's host; it is shown once")
    .option('--config <file>', 'the configuration', 'sallyport.yaml')
    .option('--again', 'although somebody became admin that way before')
    .action(async ({ config: file, again = false }: BootstrapOptions) => {
      const { DATABASE_URL: databaseUrl } = process.env;
      const config = await loadConfig(file);
      const store = await openCompanionStore({ config, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
      try {
        await write(terminal.stdout, `${await issueBootstrapToken({ config, database: store.database, again })}\n`);
      } finally {
        await store.close();
      }
      await write(terminal.stderr, 'good for one hour and one login: sallyport login --url URL --bootstrap\n');
    });
}
