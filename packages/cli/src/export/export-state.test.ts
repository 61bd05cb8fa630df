import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SallyportError } from '@sallyport/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExportFolder, STATE_FILE } from './export-folder.ts';
import { beginExport } from './export-state.ts';
import type { ExportWish } from './export-wish.ts';

const URL = 'https://sallyport.example';
const WISH: ExportWish = {
  from: 1,
  filter: { connection: 'openai' },
  recordings: true,
  sample: { seed: 's', size: 25 },
};
const PLAN = { first: 0, end: 7, size: 7, checkpoint: 'note', event: 6 };

let path = '';
let folder: ExportFolder;
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'sallyport-state-'));
  folder = await ExportFolder.open(path);
});
afterEach(() => rm(path, { recursive: true, force: true }));

const begin = async () => PLAN;
const never = async () => {
  throw new SallyportError('internal');
};

describe('the beginning of an export', () => {
  it('is kept, and a second run goes on with it: with its seed, unless that was named', async () => {
    const state = await beginExport(folder, { url: URL, wish: WISH, seeded: false, begin });
    const other = { ...WISH, sample: { seed: 'other', size: 25 } };
    const again = await ExportFolder.open(path);
    expect(await beginExport(again, { url: URL, wish: other, seeded: false, begin: never })).toEqual(state);
    const named = beginExport(again, { url: URL, wish: other, seeded: true, begin: never });
    await expect(named).rejects.toMatchObject({ code: 'folder_taken' });
  });

  it.each<[string, Partial<ExportWish>]>([
    ['another period', { from: 2 }],
    ['another end', { to: 3 }],
    ['another filter', { filter: { connection: 'other' } }],
    ['no recordings', { recordings: false }],
    ['another sample', { sample: { seed: 's', size: 26 } }],
  ])('is not that of %s', async (_, more) => {
    await beginExport(folder, { url: URL, wish: WISH, seeded: false, begin });
    const other = beginExport(folder, { url: URL, wish: { ...WISH, ...more }, seeded: false, begin: never });
    await expect(other).rejects.toMatchObject({ code: 'folder_taken' });
  });

  it('is not that of another companion, and none that cannot be read', async () => {
    await beginExport(folder, { url: URL, wish: WISH, seeded: false, begin });
    const elsewhere = beginExport(folder, { url: 'https://other.example', wish: WISH, seeded: false, begin: never });
    await expect(elsewhere).rejects.toMatchObject({ code: 'folder_taken' });
    for (const text of ['', '{}', 'null', '{"plan":{}}']) {
      await writeFile(join(path, STATE_FILE), text);
      const unread = beginExport(folder, { url: URL, wish: WISH, seeded: false, begin: never });
      await expect(unread).rejects.toMatchObject({ code: 'folder_taken' });
    }
  });

  it('that failed leaves none', async () => {
    await expect(beginExport(folder, { url: URL, wish: WISH, seeded: false, begin: never })).rejects.toThrow();
    expect(await folder.has(STATE_FILE)).toBe(false);
  });
});
