import { SallyportError } from '@sallyport/core';
import { readTrust, type Trust } from '@sallyport/ledger';
import type { Exporting } from './exporting.ts';

const MOST_BYTES = 1_048_576;

/** Reads the keys that came with an export, without believing in them. Raises `companion_invalid`. */
export async function readExportTrust({ folder }: Pick<Exporting, 'folder'>): Promise<Trust> {
  const bytes = await folder.read('trust.json', MOST_BYTES);
  return readTrust(bytes ?? new Uint8Array()).catch(() => {
    throw new SallyportError('companion_invalid');
  });
}
