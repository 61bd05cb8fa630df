import { text } from 'node:stream/consumers';
import {
  type KeyPurpose,
  type KeyStatus,
  loadConfig,
  logVerifierKey,
  openRotations,
  type Rotations,
} from '@sallyport/companion';
import { SallyportError } from '@sallyport/core';
import { Command, Option } from 'commander';
import { layOut } from '../table.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

interface KeysOptions {
  readonly config: string;
}

interface RotateOptions extends KeysOptions {
  readonly root?: true;
  readonly signing?: KeyPurpose;
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
        .addOption(
          new Option('--signing <purpose>', 'make the next signing key of the companion').choices([
            'grant',
            'federation',
            'log',
            'event',
          ]),
        )
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
    )
    .addCommand(
      subcommand('log', 'print the verifier key of the ledger, for its witnesses; made when there is none').action(
        (options: KeysOptions) => printLogKey(options, context),
      ),
    );
}

async function rotate(name: string | undefined, options: RotateOptions, { terminal }: CommandContext): Promise<void> {
  const { root, signing } = options;
  const [one, ...more] = [name, root, signing].filter((given) => given !== undefined);
  if (one === undefined || more.length > 0) {
    throw new SallyportError('request_invalid', { place: 'give one of a name, --root and --signing' });
  }
  if (name !== undefined) return rotateSecret(name, options, { terminal });
  if (signing !== undefined) return rotateSigning(signing, options, { terminal });
  const { moved } = await withRotations(options, (rotations) => rotations.rewrapAll());
  await write(terminal.stdout, `sealed ${moved} again under rootKey; nothing is left under previousRootKey\n`);
}

async function rotateSigning(
  purpose: KeyPurpose,
  options: KeysOptions,
  { terminal }: Pick<CommandContext, 'terminal'>,
): Promise<void> {
  const begun = await withRotations(options, (rotations) => rotations.rotateSigningKey(purpose));
  const { kid, verifierKey, fingerprint } = begun;
  const lines = [
    `published ${kid}; a companion that serves signs with it from ${new Date(begun.signsFrom).toISOString()}`,
    ...(verifierKey === undefined ? [] : [`its verifier key, for witnesses: ${verifierKey}`]),
    ...(fingerprint === undefined ? [] : [`the trust is now ${fingerprint}`]),
  ];
  await write(terminal.stdout, `${lines.join('\n')}\n`);
}

async function rotateSecret(
  name: string,
  options: KeysOptions,
  { terminal }: Pick<CommandContext, 'terminal'>,
): Promise<void> {
  const value = (await text(terminal.stdin)).trim();
  if (value === '') throw new SallyportError('body_missing', { place: 'standard input' });
  await withRotations(options, (rotations) => rotations.rotateSecret(name, value));
  const then = `once nothing uses the older version: sallyport keys retire ${name}`;
  await write(terminal.stdout, `rotated ${name}; ${then}\n`);
}

async function retire(name: string, options: KeysOptions, { terminal }: CommandContext): Promise<void> {
  await withRotations(options, (rotations) => rotations.retireSecret(name));
  await write(terminal.stdout, `retired the older version of ${name}\n`);
}

async function status(options: KeysOptions, { terminal }: CommandContext): Promise<void> {
  await write(terminal.stdout, describe(await withRotations(options, (rotations) => rotations.status())));
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

async function withRotations<T>(options: KeysOptions, use: (rotations: Rotations) => Promise<T>): Promise<T> {
  const { DATABASE_URL: databaseUrl } = process.env;
  const rotations = await openRotations({
    config: await loadConfig(options.config),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  });
  try {
    return await use(rotations);
  } finally {
    await rotations.close();
  }
}

async function printLogKey(
  { config: file }: KeysOptions,
  { terminal }: Pick<CommandContext, 'terminal'>,
): Promise<void> {
  const { DATABASE_URL: databaseUrl } = process.env;
  const config = await loadConfig(file);
  const key = await logVerifierKey({ config, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  await write(terminal.stdout, `${key}\n`);
}
