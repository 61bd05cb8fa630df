import { isSecureUrl, SallyportError } from '@sallyport/core';

/** Reads the companion's base URL. Raises `config_invalid` unless it is https, or http to loopback, without user, query or fragment. */
export function readCompanionUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isSecureUrl(url) || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new SallyportError('config_invalid', { place: 'companion' });
  }
  return url;
}

/** The part of a URL below a base URL. */
export interface PinnedUrl {
  /** `/embeddings` */
  readonly path: string;
  /** Without `?`. */
  readonly query: string;
}

/**
 * Gives the part of a call's URL that lies below the base URL the client is pinned to. Raises `origin_not_allowed` for
 * any other origin or path, and `path_invalid` for a path that a server might read differently (dot segments, escapes,
 * backslashes, empty segments).
 */
export function pinUrl(target: string, baseUrl: string): PinnedUrl {
  const base = new URL(baseUrl);
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (url === undefined || url.origin !== base.origin || url.username !== '' || url.password !== '') {
    throw new SallyportError('origin_not_allowed');
  }
  const prefix = base.pathname.replace(/\/$/, '');
  if (!url.pathname.startsWith(`${prefix}/`)) throw new SallyportError('origin_not_allowed');
  const path = url.pathname.slice(prefix.length);
  if (/%|\\|\/\.{1,2}(?:\/|$)|\/\//.test(asWritten(target, baseUrl))) throw new SallyportError('path_invalid');
  return { path, query: url.search.slice(1) };
}

/** The path as it was written: below the base URL where the target begins with it, for how that is written is the application's affair. */
function asWritten(target: string, baseUrl: string): string {
  const base = baseUrl.replace(/\/$/, '');
  const from = target.startsWith(`${base}/`) ? base.length : target.indexOf('//') + 2;
  return target.slice(from).split(/[?#]/, 1)[0] ?? '';
}
