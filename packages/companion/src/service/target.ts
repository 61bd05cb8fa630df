import { SallyportError } from '@sallyport/core';

/** Where a call on the data path is aimed. */
export interface Target {
  readonly connection: string;
  /** Below the connection's base URL: `/embeddings`. */
  readonly path: string;
  readonly query: string;
}

const TARGET = /^\/c\/([a-z0-9-]{1,64})(\/[\w./:@-]{1,512})(?:\?([^#]{0,2048}))?$/;
const AMBIGUOUS = /\/\.{0,2}(?:\/|$)/;

/**
 * Reads a request target in its canonical form. An absolute URL, a percent escape, a dot segment, an empty segment or a
 * trailing slash is refused: another server might read it as another path. The leading `/v1` that clients put into a base
 * URL is part of the connection's own base URL and is taken off here. Raises `path_invalid`, `connection_unknown`.
 */
export function readTarget(url: string): Target {
  const match = TARGET.exec(url);
  if (match === null) throw new SallyportError('path_invalid');
  const [, connection = '', rest = '', query = ''] = match;
  if (AMBIGUOUS.test(rest)) throw new SallyportError('path_invalid');
  return { connection, path: rest.startsWith('/v1/') ? rest.slice(3) : rest, query };
}
