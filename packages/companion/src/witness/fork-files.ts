import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, keepSignatures, type VerifierKey } from '@sallyport/ledger';
import { draftFile, putInPlace } from './durable-file.ts';
import { originHash } from './heads.ts';

const FOLDER = 'forks';
const MOST = 100;

/** Keeps a checkpoint that contradicts the witness's head. Never rejects: it is refused either way. */
export type KeepFork = (checkpoint: Checkpoint, note: string) => Promise<void>;

/**
 * Keeps them as files, `forks/<hex SHA-256 of the origin>.<size>.<hex root>`, the first hundred: beside the head of the same size, each
 * proves by the log's own two signatures that it showed two histories.
 */
export function forkFiles(folder: string, logs: readonly VerifierKey[]): KeepFork {
  return async ({ origin, size, root }, note) => {
    const signed = keepSignatures(note, logs) ?? '';
    const path = join(folder, FOLDER, `${originHash(origin)}.${size}.${Buffer.from(root).toString('hex')}`);
    try {
      await mkdir(join(folder, FOLDER), { recursive: true, mode: 0o700 });
      if ((await readdir(join(folder, FOLDER))).length >= MOST) return;
      await draftFile(path, signed);
      await putInPlace(path);
    } catch {
      // The head, which is what protects, is not touched by it.
    }
  };
}
