import type { IncomingMessage } from 'node:http';
import type { HeaderRecord } from '@sallyport/pipeline';

/** The headers of a request. Names are lower case already; a header sent twice is left out, so that nobody reads it two ways. */
export function singleHeaders(request: IncomingMessage): HeaderRecord {
  const { rawHeaders } = request;
  const single = new Map<string, string | undefined>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? '';
    single.set(name, single.has(name) ? undefined : rawHeaders[at + 1]);
  }
  return Object.fromEntries([...single].filter((one): one is [string, string] => one[1] !== undefined));
}
