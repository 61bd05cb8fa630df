import { isSallyportError, type Operation, utf8 } from '@sallyport/core';
import { readRequest } from './read-document.ts';
import type { RequestStream, StreamOptions } from './request-stream.ts';
import { rewriteRequestStream } from './rewrite-request-stream.ts';
import type { ReadOptions, TextLeaf } from './text-document.ts';

/** What becomes of a body: its code where it is refused, and otherwise all that a reader tells of it. */
export type Outcome =
  | { readonly code: string }
  | {
      readonly body: Uint8Array;
      readonly leaves: readonly TextLeaf[];
      readonly model: string | undefined;
      readonly inputs: number;
    };

/** What to write instead of a leaf, by its index. */
export type Choice = (leaf: TextLeaf, index: number) => string | undefined;

/** One body, how to read it, and what to write. */
export interface Reading extends Omit<StreamOptions, 'replace'> {
  readonly operation: Operation;
  readonly body: Uint8Array;
  readonly choose: Choice;
  /** Where the body is cut into chunks: offsets, each modulo its length. */
  readonly cuts?: readonly number[];
}

/** What the one-shot reader makes of a body. */
export async function readWhole({ operation, body, choose, ...options }: Reading): Promise<Outcome> {
  return outcome(async () => {
    const document = readRequest(operation, body, oneShot(options));
    const changes = document.leaves.flatMap((leaf, index) => {
      const text = choose(leaf, index);
      return text === undefined ? [] : [[index, text] as const];
    });
    const { leaves, model, inputs } = document;
    return { body: Uint8Array.from(document.rewrite(new Map(changes))), leaves, model, inputs };
  });
}

/** What the streaming reader makes of it. */
export async function readStreamed({ operation, body, choose, cuts = [], ...options }: Reading): Promise<Outcome> {
  return outcome(async () => {
    const leaves: TextLeaf[] = [];
    const replace: StreamOptions['replace'] = async (window) => {
      const first = leaves.length;
      leaves.push(...window);
      return window.map((leaf, index) => choose(leaf, first + index));
    };
    const stream = rewriteRequestStream(operation, chunksOf(body, cuts), { ...options, replace });
    const rewritten = await collect(stream);
    const { model, inputs } = stream.summary();
    return { body: rewritten, leaves, model, inputs };
  });
}

/** All chunks of a stream, joined. */
export async function collect(stream: RequestStream): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
}

/** A body in chunks. Each is overwritten once it was read, as a pool of buffers would. */
export async function* chunksOf(body: Uint8Array, cuts: readonly number[] = []): AsyncGenerator<Uint8Array, void> {
  const places = cuts.map((cut) => cut % (body.length + 1)).sort((a, b) => a - b);
  let from = 0;
  for (const place of [...places, body.length]) {
    const chunk = body.slice(from, place);
    from = place;
    yield chunk;
    chunk.fill(0xff);
  }
}

/** The code a promise is rejected with, or `none`. */
export async function rejection(work: Promise<unknown>): Promise<string> {
  const found = await outcome(async () => {
    await work;
    return { code: 'none' };
  });
  return 'code' in found ? found.code : 'none';
}

function oneShot({ contentType, maxDepth }: ReadOptions): ReadOptions {
  return { ...(contentType === undefined ? {} : { contentType }), ...(maxDepth === undefined ? {} : { maxDepth }) };
}

async function outcome(read: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await read();
  } catch (error) {
    if (isSallyportError(error)) return { code: error.code };
    throw error;
  }
}

/** A body in chunks of 16 bytes that tells whether it was let go of. One that hangs never answers after its last chunk. */
export function watched(text: string, { hang = false } = {}) {
  const seen = { released: false };
  const chunks = text.match(/.{1,16}/gs) ?? [];
  const never = new Promise<never>(() => undefined);
  const iterator: AsyncIterator<Uint8Array> = {
    next: async () => {
      const chunk = chunks.shift();
      if (chunk !== undefined) return { value: utf8(chunk), done: false };
      return hang ? never : { value: undefined, done: true };
    },
    return: async () => {
      seen.released = true;
      return hang ? never : { value: undefined, done: true };
    },
  };
  return { seen, body: { [Symbol.asyncIterator]: () => iterator } };
}
