import { SallyportError } from '@sallyport/core';

/** Where a call on the data path is aimed. */
export interface Target {
  readonly connection: string;
  /** Below the connection's base URL: `/embeddings`. */
  readonly path: string;
  readonly query: string;
}

/** How to read a target. */
export interface TargetOptions {
  /** Whether a connection of this name takes models whose ids are escaped: one to Amazon Bedrock. */
  readonly escapes: (connection: string) => boolean;
}

const TARGET = /^\/c\/([a-z0-9-]{1,64})(\/(?:[\w./:@-]|%3A|%2F){1,512})(?:\?([^#]{0,2048}))?$/;
/** A path whose one escaped segment is the model of Amazon Bedrock, as Amazon's clients write it. */
const ESCAPED_MODEL = /^(?:\/v1)?\/model\/[^/]{1,500}\/[^%]{1,64}$/;
const AMBIGUOUS = /\/\.{0,2}(?:\/|$)/;

/**
 * Reads a request target in its canonical form. An absolute URL, a percent escape, a dot segment, an empty segment or a
 * trailing slash is refused: another server might read it as another path. The leading `/v1` that clients put into a base
 * URL is part of the connection's own base URL and is taken off here. In the id of a model of Amazon Bedrock `%3A` and `%2F` stay as they
 * are, where the connection leads there. Raises `path_invalid`.
 */
export function readTarget(url: string, { escapes }: TargetOptions): Target {
  const match = TARGET.exec(url);
  if (match === null) throw new SallyportError('path_invalid');
  const [, connection = '', rest = '', query = ''] = match;
  if (rest.includes('%') && !(ESCAPED_MODEL.test(rest) && escapes(connection)))
    throw new SallyportError('path_invalid');
  if (AMBIGUOUS.test(rest.replaceAll('%2F', '/'))) throw new SallyportError('path_invalid');
  return { connection, path: rest.startsWith('/v1/') ? rest.slice(3) : rest, query };
}
