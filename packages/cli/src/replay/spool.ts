import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SallyportError } from '@sallyport/core';
import type { Frame } from '@sallyport/recording';
import { readFrames } from './read-frames.ts';

/** A recording that can be read as often as wanted, by several at once, in little memory. */
export interface Spool {
  frames(): AsyncGenerator<Frame>;
  /** The lines as they are. */
  bytes(): AsyncGenerator<Uint8Array>;
  /** Lets go of it; nothing of what was fetched is left. */
  close(): Promise<void>;
}

const READ_BYTES = 65_536;

/**
 * Keeps a recording in a temporary file, for its user's eyes alone, which has no name once it is open: however the process ends,
 * nothing is left of it. Raises `temporary_storage`, and what its source raises.
 */
export async function spool(source: AsyncIterable<Uint8Array>): Promise<Spool> {
  const path = join(tmpdir(), `sallyport-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600).catch(() => {
    throw new SallyportError('temporary_storage');
  });
  // Where a name of an open file cannot be taken away, it goes at the end.
  const nameless = await rm(path).then(
    () => true,
    () => false,
  );
  const close = async () => {
    await file.close();
    if (!nameless) await rm(path, { force: true });
  };
  try {
    for await (const chunk of source) await write(file, chunk);
    return spoolOf(file, close);
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** Opens a recording that was saved. Raises `file_unreadable`. */
export async function openSpool(path: string): Promise<Spool> {
  const file = await open(path, 'r').catch(() => {
    throw new SallyportError('file_unreadable');
  });
  return spoolOf(file, () => file.close());
}

function spoolOf(file: FileHandle, close: () => Promise<void>): Spool {
  const bytes = () => readAll(file);
  return Object.freeze({ bytes, frames: () => readFrames(bytes()), close });
}

async function write(file: FileHandle, chunk: Uint8Array): Promise<void> {
  await file.writeFile(chunk).catch(() => {
    throw new SallyportError('temporary_storage');
  });
}

/** Each reader has a place of its own in the file. */
async function* readAll(file: FileHandle): AsyncGenerator<Uint8Array> {
  for (let at = 0; ; ) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(READ_BYTES), 0, READ_BYTES, at).catch(() => {
      throw new SallyportError('file_unreadable');
    });
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
