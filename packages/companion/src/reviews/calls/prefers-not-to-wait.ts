import type { HeaderRecord } from '@sallyport/pipeline';

/** The preference by itself, with or without parameters: RFC 7240 §2. Its name knows no case. */
const RESPOND_ASYNC = /(?:^|,)[ \t]*respond-async[ \t]*(?:[,;]|$)/i;

/** The most of a header that is looked at. */
const MOST = 1_024;

/** Tells whether a caller says that it waits by itself, `Prefer: respond-async` (RFC 7240 §4.1), and does not want to be held. */
export function prefersNotToWait(headers: HeaderRecord): boolean {
  return RESPOND_ASYNC.test((headers.prefer ?? '').slice(0, MOST));
}
