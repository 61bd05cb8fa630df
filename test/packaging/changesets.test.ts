import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import parseChangeset from '@changesets/parse';
import { describe, expect, it } from 'vitest';
import { publishedFolders } from './pack-all.ts';

const FOLDER = join(import.meta.dirname, '../../.changeset');
const names = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));

describe('a changeset', async () => {
  const manifests = (await publishedFolders()).map((folder) => readFile(join(folder, 'package.json'), 'utf8'));
  const published = (await Promise.all(manifests)).map((text) => (JSON.parse(text) as { name: string }).name);

  it.each(names)('is read by the release: %s', (name) => {
    const { releases, summary } = parseChangeset(readFileSync(join(FOLDER, name), 'utf8'));
    expect(summary).not.toBe('');
    expect(releases).not.toEqual([]);
    for (const release of releases) expect(published).toContain(release.name);
  });
});
