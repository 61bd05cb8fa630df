import type { Frame } from '../frames/frame.ts';
import { HarEntry } from './har-entry.ts';

/**
 * A recording as an HTTP Archive, version 1.2 (http://www.softwareishard.com/blog/har-12-spec/), with one entry, whose comment is the code of
 * what went wrong, or `cut`. Written piece by piece, in bounded memory. A body is text where it is UTF-8 and at most 1 MiB, and
 * otherwise base64. The host is `sallyport.invalid` (RFC 2606 §2): a recording names its connection, not the provider's
 * address. Raises `recording_corrupt` where frames come out of order.
 */
export async function* toHar(frames: AsyncIterable<Frame>): AsyncGenerator<string> {
  const entry = new HarEntry();
  yield '{"log":{"version":"1.2","creator":{"name":"Sallyport recording","version":"1"},"entries":[';
  for await (const frame of frames) {
    const written = entry.add(frame);
    if (written !== '') yield written;
  }
  yield `${entry.end()}]}}\n`;
}
