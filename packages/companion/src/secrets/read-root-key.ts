import { open, realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { SallyportError } from '@sallyport/core';
import type { KeyWrapper } from './key-wrapper.ts';
import { rootKeyWrapper } from './wrappers/root-key-wrapper.ts';

/** Group write, and anything at all for others. Group read stays allowed: container platforms mount secrets so. */
const TOO_OPEN = 0o027;
const LARGEST_FILE = 256;

/** Where the data is, and what errors call the file. */
export interface RootKeyFile {
  readonly dataDir: string;
  /** `root key file` or `previous root key file`. */
  readonly name: string;
}

/**
 * Reads the root key from its file: the base64 of 32 bytes, in a regular file that others can neither read nor write, and that
 * does not lie in the data directory (a copy of the one must not be a copy of the other). Raises `config_invalid`.
 */
export async function readRootKey(path: string, { dataDir, name }: RootKeyFile): Promise<KeyWrapper> {
  const refuse = (what: string): never => {
    throw new SallyportError('config_invalid', { place: `${name} ${what}` });
  };
  const real = await realpath(path).catch(() => refuse('could not be read'));
  if (isInside(real, await realpath(dataDir).catch(() => dataDir))) refuse('must lie outside dataDir');
  const file = await open(real, 'r').catch(() => refuse('could not be read'));
  try {
    const { mode, size } = await file.stat();
    if (process.platform !== 'win32' && (mode & TOO_OPEN) !== 0)
      refuse('must be readable by its owner only (mode 0600)');
    if (size > LARGEST_FILE) refuse('must hold the base64 of 32 bytes');
    const bytes = await file.readFile();
    const text = bytes.toString('latin1');
    bytes.fill(0);
    return rootKeyWrapper(text, name);
  } finally {
    await file.close();
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
