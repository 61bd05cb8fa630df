import { text } from 'node:stream/consumers';
import { type CompanionStore, loadConfig, openCompanionStore } from '@sallyport/companion';
import { SallyportError } from '@sallyport/core';
import { Command } from 'commander';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

interface SecretsOptions {
  readonly config: string;
}

/** `sallyport secrets`: seals provider keys into the companion's database, and lists their names. */
export function secretsCommand(context: CommandContext): Command {
  const withConfig = (command: Command): Command =>
    command.option('--config <file>', 'the configuration', 'sallyport.yaml');
  return new Command('secrets')
    .description('seal provider keys into the database; a key is read from standard input and never shown again')
    .addCommand(
      withConfig(new Command('put').argument('<name>', 'the name connections use').description('seal a key')).action(
        (name: string, options: SecretsOptions) => putSecret(name, options, context),
      ),
    )
    .addCommand(
      withConfig(new Command('list').description('list the names')).action((options: SecretsOptions) =>
        listSecrets(options, context),
      ),
    );
}

async function putSecret(name: string, options: SecretsOptions, { terminal }: CommandContext): Promise<void> {
  const value = (await text(terminal.stdin)).trim();
  if (value === '') throw new SallyportError('body_missing', { place: 'standard input' });
  await withSecrets(options, (secrets) => secrets.put(name, value));
  await write(terminal.stdout, `sealed ${name}\n`);
}

async function listSecrets(options: SecretsOptions, { terminal }: CommandContext): Promise<void> {
  const names = await withSecrets(options, (secrets) => secrets.names());
  await write(terminal.stdout, names.map((name) => `${name}\n`).join(''));
}

async function withSecrets<T>(
  options: SecretsOptions,
  use: (secrets: CompanionStore['secrets']) => Promise<T>,
): Promise<T> {
  const { DATABASE_URL: databaseUrl } = process.env;
  const store = await openCompanionStore({
    config: await loadConfig(options.config),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  });
  try {
    return await use(store.secrets);
  } finally {
    await store.close();
  }
}
