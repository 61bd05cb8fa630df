import { readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { SallyportError } from '@sallyport/core';
import { type Region, residentRegions } from './resident-regions.ts';

const CHUNK_BYTES = 4 * 1024 * 1024;

/**
 * Searches all the memory of a process for texts, as ASCII and as UTF-16, through the operating system (proc_pid_mem(5)): a heap snapshot would leave out
 * buffers and what was freed but not overwritten. The process stands still meanwhile. Gives the texts that are there.
 */
export async function searchMemory(pid: number, texts: readonly string[]): Promise<ReadonlySet<string>> {
  const needles = texts.flatMap((text) => [
    { text, bytes: Buffer.from(text, 'latin1') },
    { text, bytes: Buffer.from(text, 'utf16le') },
  ]);
  const overlap = Math.max(...needles.map(({ bytes }) => bytes.length));
  const found = new Set<string>();
  process.kill(pid, 'SIGSTOP');
  const memory = await openMemory(pid);
  try {
    for (const region of residentRegions(readFileSync(`/proc/${pid}/smaps`, 'latin1'))) {
      for await (const chunk of chunksOf(memory, { ...region, overlap })) {
        for (const { text, bytes } of needles) if (chunk.includes(bytes)) found.add(text);
      }
    }
  } finally {
    process.kill(pid, 'SIGCONT');
    await memory.close();
  }
  return found;
}

async function openMemory(pid: number): Promise<FileHandle> {
  try {
    return await open(`/proc/${pid}/mem`, 'r');
  } catch {
    process.kill(pid, 'SIGCONT');
    const place = `/proc/${pid}/mem cannot be read: run as the same user, with kernel.yama.ptrace_scope 0 or 1`;
    throw new SallyportError('internal', { place });
  }
}

/** Chunks begin a little before the last one ended, so that nothing falls between. */
async function* chunksOf(memory: FileHandle, { from, to, overlap }: Region & { readonly overlap: number }) {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  for (let at = from; at < to; at += CHUNK_BYTES - overlap) {
    const wanted = Math.min(CHUNK_BYTES, to - at);
    const { bytesRead } = await memory.read(buffer, 0, wanted, at);
    yield buffer.subarray(0, bytesRead);
  }
}
