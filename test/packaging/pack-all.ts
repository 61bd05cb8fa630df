import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { readTarball } from './read-tarball.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

/** A published package: where it lies, and what npm would get. */
export interface Packed {
  readonly name: string;
  readonly folder: string;
  readonly tarball: string;
  /** The files in the tarball, by path without `package/`. */
  readonly contents: ReadonlyMap<string, Buffer>;
  readonly files: readonly string[];
  /** The packed manifest. */
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** The folders of the packages that are published. */
export async function publishedFolders(): Promise<readonly string[]> {
  const folders = (await readdir(join(root, 'packages'))).map((name) => join(root, 'packages', name));
  const manifests = await Promise.all(folders.map((folder) => readFile(join(folder, 'package.json'), 'utf8')));
  return folders.filter((_, at) => (JSON.parse(manifests[at] ?? '{}') as { private?: boolean }).private !== true);
}

/** Packs a package as publishing it would. */
export async function pack(folder: string, into: string): Promise<Packed> {
  const { stdout } = await run('npx', ['--yes', 'pnpm@10.34.9', 'pack', '--json', '--pack-destination', into], {
    cwd: folder,
  });
  const { name, filename } = JSON.parse(stdout) as { name: string; filename: string };
  const contents = await readTarball(filename);
  const manifest = JSON.parse(String(contents.get('package.json'))) as Packed['manifest'];
  return { name, folder, tarball: filename, contents, files: [...contents.keys()], manifest };
}

/** Runs a program of the workspace's own dependencies with this Node; rejects when it exits with a failure. */
export async function runBin(script: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root });
  return stdout;
}

/** Runs a line of code in a package's own folder, so that names resolve as they would for its user. */
export async function evaluate(code: string, type: 'module' | 'commonjs'): Promise<string> {
  const { stdout } = await run(process.execPath, [`--input-type=${type}`, '--eval', code], { cwd: root });
  return stdout.trim();
}
