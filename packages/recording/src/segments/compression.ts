import { asSallyportError, readBounded } from '@sallyport/core';

/** RFC 1952. */
export interface Compression {
  gzip(bytes: Uint8Array): Promise<Uint8Array>;
  /** Raises `recording_corrupt` when it is no gzip, or gives more than `limit` bytes. */
  gunzip(bytes: Uint8Array, limit: number): Promise<Uint8Array>;
}

/** Compression streams, which every runtime has. Where `node:zlib` is at hand, a compression made of it costs less. */
export const WEB_COMPRESSION: Compression = Object.freeze({
  async gzip(bytes: Uint8Array): Promise<Uint8Array> {
    return new Uint8Array(await new Response(through(bytes, new CompressionStream('gzip'))).arrayBuffer());
  },

  async gunzip(bytes: Uint8Array, limit: number): Promise<Uint8Array> {
    try {
      return await readBounded(through(bytes, new DecompressionStream('gzip')), { limit, error: 'recording_corrupt' });
    } catch (error) {
      throw asSallyportError(error, 'recording_corrupt');
    }
  },
});

function through(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(stream);
}
