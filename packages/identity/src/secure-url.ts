import { isSecureUrl, SallyportError } from '@sallyport/core';

/** Tells whether a secret may be sent to `url`: by https, or by http to this very machine where that is allowed. */
export function isSecure(url: URL, allowInsecureLoopback: boolean): boolean {
  return url.protocol === 'https:' || (allowInsecureLoopback && isSecureUrl(url));
}

/** A URL in the configuration. */
export interface ConfiguredUrl {
  /** The option's name, for the error. */
  readonly name: string;
  readonly text: string;
  /** Default `false`. */
  readonly allowInsecureLoopback?: boolean | undefined;
}

/** Parses a URL from the configuration. Raises `config_invalid` if it is none, or not a secure one. */
export function secureUrl({ name, text, allowInsecureLoopback = false }: ConfiguredUrl): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isSecure(url, allowInsecureLoopback)) {
    throw new SallyportError('config_invalid', { place: name });
  }
  return url;
}
