import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Recovered } from '@sallyport/companion';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRecoveryFiles } from './recovery-files.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-recovery-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const recovered = (index: number) => ({ witnesses: [], file: { version: 1, index } }) as unknown as Recovered;

describe('recovery files', () => {
  it('are there before anything is recorded, one for each state that witnesses stopped at', async () => {
    const files = await makeRecoveryFiles(join(folder, 'recovery.json'), 2);
    expect(await readdir(folder)).toEqual(['recovery-2.json', 'recovery.json']);
    await files.write([recovered(12), recovered(13)]);
    const texts = await Promise.all(files.paths.map((path) => readFile(path, 'utf8')));
    expect(texts.map((text) => JSON.parse(text).index)).toEqual([12, 13]);
  });

  it('have their number at the end of a name without an ending', async () => {
    expect((await makeRecoveryFiles(join(folder, 'out'), 2)).paths[1]).toBe(join(folder, 'out-2'));
  });

  it('replace none, and leave none behind', async () => {
    await writeFile(join(folder, 'recovery-2.json'), 'kept');
    await expect(makeRecoveryFiles(join(folder, 'recovery.json'), 2)).rejects.toMatchObject({
      code: 'request_invalid',
    });
    expect(await readdir(folder)).toEqual(['recovery-2.json']);
    const files = await makeRecoveryFiles(join(folder, 'other.json'), 1);
    await files.drop();
    expect(await readFile(join(folder, 'recovery-2.json'), 'utf8')).toBe('kept');
    expect(await readdir(folder)).toEqual(['recovery-2.json']);
  });
});
