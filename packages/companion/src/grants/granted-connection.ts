import { SallyportError } from '@sallyport/core';
import type { ConnectionConfig } from '../config/index.ts';

/** What a request says of where the grant is to serve. */
export interface WantedTarget {
  /** The name of a connection. */
  readonly audience: string | undefined;
  /** Public URLs of connections: `resource` (RFC 8707 §2) and the `locations` of authorization details. */
  readonly urls: readonly string[];
}

const BELOW_ROOT = /^\/c\/([a-z0-9-]{1,64})(?:\/v1)?\/?$/;

/** The public URL of a connection, which is the audience of its grants (RFC 9068 §3). */
export function connectionUrl(root: string, connection: string): string {
  return `${root}/c/${connection}`;
}

/**
 * The one connection that is meant by all that was said; `root` is the public URL of the companion. Raises `connection_unknown` when
 * nothing was said, or there is none of this name, and `target_invalid` for another URL or more than one connection.
 */
export function grantedConnection(
  { audience, urls }: WantedTarget,
  { connections, root }: { readonly connections: ReadonlyMap<string, ConnectionConfig>; readonly root: string },
): ConnectionConfig {
  const names = new Set(urls.map((url) => connectionOf(url, root)));
  if (audience !== undefined) names.add(audience);
  if (names.size > 1) throw new SallyportError('target_invalid');
  const [name = ''] = names;
  const connection = connections.get(name);
  if (connection === undefined) throw new SallyportError('connection_unknown');
  return connection;
}

/** RFC 8707 §2: an absolute URI without a fragment. With or without the `/v1` that clients put into a base URL. */
function connectionOf(text: string, root: string): string {
  const url = URL.canParse(text) && text.length <= 2_048 && !/[\s#?@]/.test(text) ? new URL(text) : undefined;
  const { origin, pathname } = new URL(root);
  const above = pathname === '/' ? '' : pathname;
  const name =
    url?.origin === origin && url.pathname.startsWith(above)
      ? BELOW_ROOT.exec(url.pathname.slice(above.length))?.[1]
      : undefined;
  if (name === undefined) throw new SallyportError('target_invalid');
  return name;
}
