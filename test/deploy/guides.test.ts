import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@sallyport/companion';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { ROOT } from './deploy-folder.ts';

const GUIDES = join(ROOT, 'docs/guides');

/** What a guide leaves to its reader. */
const BASE = {
  version: 1,
  publicUrl: 'https://sallyport.example',
  dataDir: './data',
  rootKeyFile: './root.key',
  issuers: [{ issuer: 'https://login.example', audience: 'sallyport' }],
  connections: [
    {
      name: 'other',
      kind: 'openai',
      baseUrl: 'https://api.openai.com/v1',
      baa: true,
      credential: { secret: 'openai-key' },
      allow: { subjects: ['*'] },
    },
  ],
  ledger: {
    origin: 'sallyport.example/log',
    witnesses: [
      {
        url: 'https://witness.example',
        key: 'witness.example/sallyport+42fbe1ed+BHlNwgnLqI4/WPjgHRx/AGKuioYRGR9EhmyRdSB9N+5u',
      },
    ],
  },
};

interface Snippet {
  readonly guide: string;
  readonly part: object;
}

/** The YAML of a guide that is configuration of the companion: it begins with one of its keys. */
async function snippetsOf(guide: string): Promise<readonly Snippet[]> {
  const text = await readFile(join(GUIDES, guide), 'utf8');
  const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  return blocks
    .filter((block) => /^(?:issuers|connections):/.test(block))
    .map((block) => ({ guide, part: parse(block) }));
}

const guides = (await readdir(GUIDES)).filter((name) => name !== 'README.md');
const snippets = (await Promise.all(guides.map(snippetsOf))).flat();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-guides-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the guides', () => {
  it('each show a configuration, and are all in the index', async () => {
    expect(new Set(snippets.map(({ guide }) => guide))).toEqual(new Set(guides));
    const index = await readFile(join(GUIDES, 'README.md'), 'utf8');
    for (const guide of guides) expect(index).toContain(`](${guide})`);
  });

  it.each(snippets.map(({ guide, part }, at) => [guide, at, part] as const))(
    '%s (%i) is a configuration the companion takes',
    async (_, at, part) => {
      const file = join(folder, `sallyport-${at}.yaml`);
      await writeFile(file, stringify({ ...BASE, ...part }));
      expect((await loadConfig(file)).connections.length).toBeGreaterThan(0);
    },
  );
});
