const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Tells whether a URL leads to this very machine, where plain http shows nobody anything (W3C Secure Contexts §3.1). */
export function isLoopback(url: URL): boolean {
  return LOOPBACK.test(url.hostname);
}

/** Tells whether what is sent to a URL stays between its two ends: https, or http to this very machine. */
export function isSecureUrl(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}
