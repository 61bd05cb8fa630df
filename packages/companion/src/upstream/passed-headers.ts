import type { HeaderRecord } from '@sallyport/pipeline';

const OUT = /^(?:accept|content-type|idempotency-key)$/;
const BACK =
  /^(?:content-type|openai-processing-ms|openai-version|retry-after|retry-after-ms|x-ratelimit-[a-z-]{1,40}|x-request-id)$/;
const VALUE = /^[\x20-\x7e]{0,256}$/;

/** The request headers a provider gets: an allow-list, because any other may carry what must not leave. */
export function headersOut(headers: HeaderRecord): HeaderRecord {
  return passed(headers, OUT);
}

/** The answer's headers a caller gets. */
export function headersBack(headers: HeaderRecord): HeaderRecord {
  return passed(headers, BACK);
}

function passed(headers: HeaderRecord, allowed: RegExp): HeaderRecord {
  return Object.fromEntries(Object.entries(headers).filter(([name, value]) => allowed.test(name) && VALUE.test(value)));
}
