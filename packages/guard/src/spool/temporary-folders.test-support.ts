import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** Gives a function that makes new folders, which are deleted after the tests of a file. */
export function temporaryFolders(): () => Promise<string> {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'sallyport-spool-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));
  return () => mkdtemp(join(root, 'case-'));
}
