import { SallyportError } from './error.ts';
import type { ErrorCode } from './error-catalogue.ts';
import { joinBytes } from './join-bytes.ts';

/** Reads a stream whole, and no further than the limit: past it, the stream is cancelled and `error` raised. */
export async function readBounded(
  stream: ReadableStream<Uint8Array> | null,
  { limit, error }: { readonly limit: number; readonly error: ErrorCode },
): Promise<Uint8Array<ArrayBuffer>> {
  if (stream === null) return new Uint8Array(0);
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > limit) {
      await reader.cancel().catch(() => undefined);
      throw new SallyportError(error);
    }
    chunks.push(read.value);
  }
  return joinBytes(chunks);
}
