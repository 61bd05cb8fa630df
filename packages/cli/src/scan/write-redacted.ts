import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { ENTITIES, type OperatorPlan, SallyportError } from '@sallyport/core';
import { transform } from '@sallyport/phi';
import { systemCode } from '../system-code.ts';
import { write } from '../terminal.ts';
import type { ScannedFile } from './scan-texts.ts';

const REDACT_ALL = Object.freeze(Object.fromEntries(ENTITIES.map((entity) => [entity, 'redact']))) as OperatorPlan;

/**
 * Writes a text with its identifiers replaced by their entities: under a folder, at the path it was found at and for its
 * owner alone (mode 0600), or to `stdout`. Raises `file_unwritable`.
 */
export async function writeRedacted(
  { path, text, spans }: Pick<ScannedFile, 'path' | 'text' | 'spans'>,
  { folder, stdout }: { readonly folder: string | undefined; readonly stdout: Writable },
): Promise<void> {
  const redacted = transform(text, spans, REDACT_ALL).text;
  if (folder === undefined) return write(stdout, redacted);
  const target = join(folder, join('/', path));
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, redacted, { mode: 0o600 });
  } catch (cause) {
    const code = systemCode(cause);
    throw new SallyportError('file_unwritable', code === undefined ? {} : { place: code });
  }
}
