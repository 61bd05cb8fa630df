import type { HeaderRecord } from '@sallyport/pipeline';

const OUT = /^(?:accept|content-type|idempotency-key|openai-beta)$/;
const BACK =
  /^(?:content-type|openai-processing-ms|openai-version|retry-after|retry-after-ms|x-ratelimit-[a-z-]{1,40}|x-request-id)$/;
const VALUE = /^[\x20-\x7e]{0,256}$/;

/** The request headers a provider gets: an allow-list, because any other may carry what must not leave. */
export function headersOut(headers: HeaderRecord): HeaderRecord {
  return passed(headers, OUT);
}

/** The answer's headers a caller gets; none of them twice. */
export function headersBack(headers: Readonly<Record<string, unknown>>): HeaderRecord {
  return passed(headers, BACK);
}

function passed(headers: Readonly<Record<string, unknown>>, allowed: RegExp): HeaderRecord {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string' && allowed.test(name) && VALUE.test(value)) kept[name] = value;
  }
  return kept;
}
