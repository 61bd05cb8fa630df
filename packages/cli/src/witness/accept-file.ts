import { readFile, stat } from 'node:fs/promises';
import { acceptRecovery, MAX_RECOVERY_BYTES, type WitnessPlace } from '@sallyport/companion';
import { SallyportError } from '@sallyport/core';
import { visibleLine } from '../scan/visible-text.ts';

/** Lets a witness accept the recovery in a file, and says what has changed. Raises `file_unreadable`, and as `acceptRecovery`. */
export async function acceptFile(
  file: string,
  place: WitnessPlace & { readonly logs: readonly string[] },
): Promise<string> {
  const { origin, before, after } = await acceptRecovery({ ...place, recovery: await readBounded(file) });
  return (
    `${visibleLine(origin)}: the witness goes on from ${after.size} entries\n` +
    `the head of ${before.size} entries, root ${Buffer.from(before.root).toString('base64')}, is kept as superseded\n`
  );
}

async function readBounded(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > MAX_RECOVERY_BYTES) throw new SallyportError('file_unreadable');
    return await readFile(file, 'utf8');
  } catch {
    throw new SallyportError('file_unreadable');
  }
}
