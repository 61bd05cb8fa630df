import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publishedFolders, runBin } from './pack-all.ts';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const folders = (await publishedFolders()).map((folder) => ({ name: basename(folder), folder }));

describe.each(folders)('$name as built', ({ folder }) => {
  it.each(['index.js', 'index.cjs', 'index.d.ts', 'index.d.cts'])(
    'asks in %s for nothing it does not declare',
    async (file) => {
      const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
      const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
      const asked = importsOf(await readFile(join(folder, 'dist', file), 'utf8'));
      expect(asked.filter((name) => !Object.hasOwn(declared, name))).toEqual([]);
    },
  );
});

describe('the command', () => {
  it('starts from the package that is published', async () => {
    const help = await runBin('../packages/cli/bin/sallyport.js', ['--help']);
    for (const command of ['dev', 'scan', 'verify']) expect(help).toContain(command);
  });
});

describe('the search for imports', () => {
  it('sees every form, and leaves out what is no package', () => {
    const code = `import a from 'left'; import('@x/y/z'); require("right/deep"); export * from 'up'; import 'node:fs'; require('./near'); import fs from 'fs'`;
    expect(importsOf(code)).toEqual(['left', '@x/y', 'right', 'up']);
  });
});

/** Names of the packages a built file imports, Node's own left out. */
function importsOf(code: string): readonly string[] {
  const asked = code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*)(["'])([@a-z][\w./:@-]*)\1/g);
  const names = [...asked].map(([, , path = '']) =>
    path
      .split('/')
      .slice(0, path.startsWith('@') ? 2 : 1)
      .join('/'),
  );
  return [...new Set(names)].filter((name) => !name.startsWith('node:') && !builtinModules.includes(name));
}
