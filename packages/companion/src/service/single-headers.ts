import type { IncomingMessage } from 'node:http';
import type { HeaderRecord } from '@sallyport/pipeline';

/** The headers of a request. Names are lower case already; a header sent twice is left out, so that nobody reads it two ways. */
export function singleHeaders(request: IncomingMessage): HeaderRecord {
  const single = Object.entries(request.headersDistinct).flatMap(([name, values]) =>
    values?.length === 1 && values[0] !== undefined ? [[name, values[0]]] : [],
  );
  return Object.fromEntries(single);
}
