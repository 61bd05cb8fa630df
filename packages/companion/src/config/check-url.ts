import { isSecureUrl } from '@sallyport/core';

/** What a URL of the configuration may be. */
export interface UrlRule {
  /** How the message calls it. Default `an https URL`. */
  readonly what?: string;
  /** Whether http is allowed anywhere. Default false. */
  readonly http?: boolean;
  /** Whether a query is allowed. Default false. */
  readonly query?: boolean;
}

/**
 * Tells what is wrong with a URL of the configuration, as `must be <what>`: it must be https, or http on a loopback
 * address (or anywhere with `http: true`), without credentials or fragment, and without a query unless `query: true`.
 */
export function checkUrl(
  text: string,
  { what = 'an https URL', http = false, query = false }: UrlRule = {},
): string | undefined {
  const wrong = `must be ${what}`;
  if (/\s/.test(text) || !URL.canParse(text)) return wrong;
  const url = new URL(text);
  const secure = isSecureUrl(url) || (http && url.protocol === 'http:');
  const bare = url.username === '' && url.password === '' && !text.includes('#') && (query || !text.includes('?'));
  return secure && bare ? undefined : wrong;
}
