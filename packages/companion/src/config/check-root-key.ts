import { isAbsolute, relative, sep } from 'node:path';
import { checkUrl } from './check-url.ts';
import type { ConfigFile } from './config.ts';
import { type Fault, type FaultPath, firstOf } from './fault.ts';
import type { RootKeyConfig } from './root-key-config.ts';

/** Finds what is wrong with where the root key is: in none or two places, in the data directory, or behind a URL that is no safe one. */
export function checkRootKey(file: ConfigFile): Fault | undefined {
  const { rootKey, rootKeyFile, previousRootKey } = file;
  if (rootKey !== undefined && rootKeyFile !== undefined) {
    return { path: [], key: 'rootKey', message: 'must have either rootKey or rootKeyFile, and not both' };
  }
  if (rootKey === undefined && rootKeyFile === undefined) {
    return { path: [], message: 'must have rootKey or rootKeyFile' };
  }
  const places: readonly (readonly [string, RootKeyConfig | undefined])[] = [
    ['rootKey', rootKey],
    ['previousRootKey', previousRootKey],
  ];
  return (
    checkFile(rootKeyFile, { path: ['rootKeyFile'], dataDir: file.dataDir }) ??
    firstOf(places, ([name, key]) => (key === undefined ? undefined : checkPlace(key, name, file.dataDir)))
  );
}

function checkPlace(key: RootKeyConfig, name: string, dataDir: string): Fault | undefined {
  if ('file' in key) return checkFile(key.file, { path: [name, 'file'], dataDir });
  if ('env' in key) return undefined;
  const [path, url] = urlOf(key);
  const message = url === undefined ? undefined : checkUrl(url);
  return message === undefined ? undefined : { path: [name, ...path], message };
}

function urlOf(key: Exclude<RootKeyConfig, { readonly file: string } | { readonly env: string }>) {
  if ('azureKeyVault' in key) return [['azureKeyVault', 'vaultUrl'], key.azureKeyVault.vaultUrl] as const;
  if ('awsKms' in key) return [['awsKms', 'endpoint'], key.awsKms.endpoint] as const;
  return [['gcpKms', 'endpoint'], key.gcpKms.endpoint] as const;
}

interface Filed {
  readonly path: FaultPath;
  readonly dataDir: string;
}

function checkFile(file: string | undefined, { path, dataDir }: Filed): Fault | undefined {
  return file !== undefined && isInside(file, dataDir) ? { path, message: 'must lie outside dataDir' } : undefined;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
