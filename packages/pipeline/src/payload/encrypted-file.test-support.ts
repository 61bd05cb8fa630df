import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isSallyportError } from '@sallyport/core';

const run = promisify(execFile);

/** The descriptors of this process that stand for files below a folder, by their paths below `/proc`. */
export async function descriptorsBelow(folder: string): Promise<readonly string[]> {
  const paths = (await readdir('/proc/self/fd')).map((fd) => `/proc/self/fd/${fd}`);
  const targets = await Promise.all(paths.map((path) => readlink(path).catch(() => '')));
  return paths.filter((_, index) => targets[index]?.startsWith(`${folder}/`));
}

/** The bytes of the only file below a folder that is open, as they are stored. */
export async function storedBytes(folder: string): Promise<Buffer> {
  return readFile(await onlyDescriptor(folder));
}

/** The path below `/proc` of the only file below a folder that is open. It can be opened again, linked or not. */
export async function onlyDescriptor(folder: string): Promise<string> {
  const [path = '', ...others] = await descriptorsBelow(folder);
  return others.length === 0 ? path : '';
}

/** Runs with a new folder, and takes it away. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'payload-test-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Runs with a folder that takes so many bytes and then is full: a small disk of its own where this process may mount one, or
 * else a folder in which its files may grow no further.
 */
export async function withSmallDisk<T>(bytes: number, work: (folder: string) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]).then(
      () => true,
      () => false,
    );
    if (!mounted) return withFileLimit(bytes, () => work(folder));
    try {
      return await work(folder);
    } finally {
      await run('umount', ['--lazy', folder]);
    }
  });
}

/** Runs while no file of this process may grow past so many bytes (RLIMIT_FSIZE): the write that crosses is cut short. */
export async function withFileLimit<T>(bytes: number, work: () => Promise<T>): Promise<T> {
  await run('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`]);
  try {
    return await work();
  } finally {
    await run('prlimit', ['--pid', String(process.pid), '--fsize=unlimited:']);
  }
}

/** Runs as a user whom permissions bind. */
export async function unprivileged<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

/** The code a promise is rejected with, or `none`. */
export async function rejection(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (isSallyportError(error)) return error.code;
    throw error;
  }
  return 'none';
}

/** All bytes of a stream. */
export async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
