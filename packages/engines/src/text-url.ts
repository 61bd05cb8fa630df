import { isSecureUrl, SallyportError } from '@sallyport/core';

/**
 * Reads a URL that texts are sent to: https, or http to this very machine (with `insecureHttp`, to any), without credentials, query or
 * fragment. Raises `config_invalid` at `place`.
 */
export function readTextUrl(
  text: string,
  { place, insecureHttp = false }: { readonly place: string; readonly insecureHttp?: boolean },
): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const secure = url !== undefined && (isSecureUrl(url) || (insecureHttp && url.protocol === 'http:'));
  if (!secure || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new SallyportError('config_invalid', { place });
  return url;
}
