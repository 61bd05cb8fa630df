import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate, type Packed, pack, publishedFolders, runBin } from './pack-all.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const folders = await publishedFolders();
const named = folders.map((folder) => ({ name: folder.slice(folder.lastIndexOf('/') + 1), folder }));

let into: string;
let packed: ReadonlyMap<string, Packed>;

beforeAll(async () => {
  into = await mkdtemp(join(tmpdir(), 'packaging-test-'));
  packed = new Map(await Promise.all(named.map(async ({ name, folder }) => [name, await pack(folder, into)] as const)));
});
afterAll(() => rm(into, { recursive: true, force: true }));

function packageOf(name: string): Packed {
  const found = packed.get(name);
  if (found === undefined) expect.fail(`${name} was not packed`);
  return found;
}

describe.each(named)('$name as published', ({ name }) => {
  it('holds what it declares and nothing else', () => {
    const { files, manifest } = packageOf(name);
    const declared = manifest.files as readonly string[];
    const others = files.filter((file) => !declared.some((one) => file === one || file.startsWith(`${one}/`)));
    expect([...others].sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
    expect(files.filter((file) => /\.test|\/src\/|\.map$/.test(file))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining(['dist/index.js', 'dist/index.cjs', 'dist/index.d.ts', 'dist/index.d.cts']),
    );
  });

  it('names released versions, never the workspace', () => {
    const { manifest } = packageOf(name);
    const versions = Object.values({ ...(manifest.dependencies as object), ...(manifest.peerDependencies as object) });
    expect(versions.filter((version) => String(version).startsWith('workspace:'))).toEqual([]);
    expect(Object.keys((manifest.dependencies as object | undefined) ?? {})).not.toContain('@sallyport/testkit');
  });

  it('names no path of the machine it was built on', () => {
    const { contents } = packageOf(name);
    expect([...contents].filter(([, bytes]) => bytes.includes(ROOT)).map(([file]) => file)).toEqual([]);
  });

  it('gives publint nothing to say', async () => {
    const { messages } = await publint({ strict: true, pack: { tarball: await tarballBytes(name) } });
    expect(messages).toEqual([]);
  });

  it('has the right types for ESM and CommonJS', async () => {
    const report = JSON.parse(
      await runBin('@arethetypeswrong/cli/dist/index.js', [packageOf(name).tarball, '--format', 'json']),
    ) as {
      analysis: { types: unknown; problems?: readonly unknown[] };
    };
    expect(report.analysis.types).toMatchObject({ kind: 'included' });
    expect(report.analysis.problems).toEqual([]);
  });

  it('loads by import and by require, with the same exports', async () => {
    const { name: id } = packageOf(name);
    const print = 'console.log(Object.keys(loaded).filter((key) => key !== "module.exports").sort().join(" "))';
    const esm = await evaluate(`const loaded = await import(${JSON.stringify(id)}); ${print}`, 'module');
    const cjs = await evaluate(`const loaded = require(${JSON.stringify(id)}); ${print}`, 'commonjs');
    expect(esm.length).toBeGreaterThan(0);
    expect(cjs).toBe(esm);
  });
});

async function tarballBytes(name: string): Promise<ArrayBuffer> {
  return new Uint8Array(await readFile(packageOf(name).tarball)).buffer;
}
