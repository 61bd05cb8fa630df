import { loadConfig, startCompanion } from '@sallyport/companion';
import { Command } from 'commander';
import { write } from '../terminal.ts';
import { untilSignal } from '../until-signal.ts';
import type { CommandContext } from './command-context.ts';

/** `sallyport serve`: runs the companion until it is told to stop, then finishes what is in flight. */
export function serveCommand({ terminal }: CommandContext): Command {
  return new Command('serve')
    .description('run the companion')
    .option('--config <file>', 'the configuration', 'sallyport.yaml')
    .action(async ({ config: file }: { readonly config: string }) => {
      const config = await loadConfig(file);
      const { DATABASE_URL: databaseUrl } = process.env;
      const companion = await startCompanion({ config, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
      await write(terminal.stderr, `sallyport: the companion listens on ${companion.url}\n`);
      await untilSignal();
      await companion.close();
    });
}
