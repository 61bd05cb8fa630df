import { text } from 'node:stream/consumers';
import { type KeyStatus, loadConfig, openRotation, type Rotation } from '@sallyport/companion';
import { SallyportError } from '@sallyport/core';
import { Command } from 'commander';
import { layOut } from '../table.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

interface KeysOptions {
  readonly config: string;
}

interface RotateOptions extends KeysOptions {
  readonly root?: true;
}

/** `sallyport keys`: rotates provider keys and the root key while companions serve, and says what is sealed under which. */
export function keysCommand(context: CommandContext): Command {
  const subcommand = (name: string, description: string): Command =>
    new Command(name).description(description).option('--config <file>', 'the configuration', 'sallyport.yaml');
  return new Command('keys')
    .description('rotate provider keys and the root key while companions serve; each rotation is recorded')
    .addCommand(
      subcommand('rotate', 'seal a new version of a provider key, from standard input; the one before lives on')
        .argument('[name]', 'the name connections use')
        .option('--root', 'seal all again that is sealed under previousRootKey, under rootKey')
        .action((name: string | undefined, options: RotateOptions) => rotate(name, options, context)),
    )
    .addCommand(
      subcommand('retire', 'drop the older version of a provider key')
        .argument('<name>', 'the name connections use')
        .action((name: string, options: KeysOptions) => retire(name, options, context)),
    )
    .addCommand(
      subcommand(
        'status',
        'list provider keys with their versions, and how much is sealed under which root key',
      ).action((options: KeysOptions) => status(options, context)),
    );
}

async function rotate(name: string | undefined, options: RotateOptions, { terminal }: CommandContext): Promise<void> {
  const oneOf = (name !== undefined) !== (options.root === true);
  if (!oneOf) throw new SallyportError('request_invalid', { place: 'give either a name or --root' });
  if (name === undefined) {
    const { moved } = await withRotation(options, (rotation) => rotation.rewrapAll());
    await write(terminal.stdout, `sealed ${moved} again under rootKey; nothing is left under previousRootKey\n`);
    return;
  }
  const value = (await text(terminal.stdin)).trim();
  if (value === '') throw new SallyportError('body_missing', { place: 'standard input' });
  await withRotation(options, (rotation) => rotation.rotateSecret(name, value));
  const then = `once nothing uses the older version: sallyport keys retire ${name}`;
  await write(terminal.stdout, `rotated ${name}; ${then}\n`);
}

async function retire(name: string, options: KeysOptions, { terminal }: CommandContext): Promise<void> {
  await withRotation(options, (rotation) => rotation.retireSecret(name));
  await write(terminal.stdout, `retired the older version of ${name}\n`);
}

async function status(options: KeysOptions, { terminal }: CommandContext): Promise<void> {
  await write(terminal.stdout, describe(await withRotation(options, (rotation) => rotation.status())));
}

function describe({ current, previous, sealed, secrets }: KeyStatus): string {
  const keys = secrets.flatMap(({ name, versions }) =>
    versions.map(({ version, createdAt }) => [name, version, createdAt.toISOString()] as const),
  );
  const roleOf = (keyId: string | undefined): string => {
    if (keyId === current) return 'rootKey';
    return keyId !== undefined && keyId === previous ? 'previousRootKey' : 'not configured';
  };
  const counts = sealed.map(
    (one) => [roleOf(one.keyId), one.secrets, one.signingKeys, one.keyId ?? 'unreadable'] as const,
  );
  const tables = [
    layOut([['key', 'version', 'sealed at'], ...keys]),
    layOut([['sealed under', 'secrets', 'signing keys', 'id'], ...counts]),
  ];
  return `${tables.join('\n\n')}\n`;
}

async function withRotation<T>(options: KeysOptions, use: (rotation: Rotation) => Promise<T>): Promise<T> {
  const { DATABASE_URL: databaseUrl } = process.env;
  const rotation = await openRotation({
    config: await loadConfig(options.config),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  });
  try {
    return await use(rotation);
  } finally {
    await rotation.close();
  }
}
