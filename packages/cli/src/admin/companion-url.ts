import { isSecureUrl, SallyportError } from '@sallyport/core';

/** Reads the companion's public URL, without a trailing slash. Raises `config_invalid` unless it is https, or http to this very machine. */
export function companionUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const bare = url !== undefined && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!bare || !isSecureUrl(url)) throw new SallyportError('config_invalid', { place: '--url' });
  return url.href.replace(/\/$/, '');
}
