import type { IncomingMessage } from 'node:http';
import type { HeaderRecord } from '@sallyport/pipeline';

/** The headers of a request. Names are lower case already; a header sent twice is left out, so that nobody reads it two ways. */
export function singleHeaders(request: IncomingMessage): HeaderRecord {
  const { rawHeaders } = request;
  const single = new Map<string, string>();
  const seen = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? '';
    if (seen.has(name)) single.delete(name);
    else single.set(name, rawHeaders[at + 1] ?? '');
    seen.add(name);
  }
  return Object.fromEntries(single);
}
