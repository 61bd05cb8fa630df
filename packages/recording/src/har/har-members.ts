import type { AnswerFrame, HeaderFrame, RequestFrame } from '../frames/frame.ts';

/** A name and a value, as HAR has them. */
interface HarPair {
  readonly name: string;
  readonly value: string;
}

/** What a request has in a HAR besides its body and `bodySize`. */
export function harRequest({ method, path, query, headers }: RequestFrame, { connection }: HeaderFrame): object {
  const target = `https://sallyport.invalid/c/${connection}/${path.replace(/^\//, '')}`;
  return {
    method,
    url: query === '' ? target : `${target}?${query}`,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairsOf(Object.entries(headers)),
    queryString: pairsOf(new URLSearchParams(query)),
    headersSize: -1,
  };
}

/** What a response has in a HAR besides its content and `bodySize`. A call that got no answer has status 0. */
export function harResponse(answer: AnswerFrame | undefined): object {
  return {
    status: answer?.status ?? 0,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairsOf(Object.entries(answer?.headers ?? {})),
    redirectURL: '',
    headersSize: -1,
  };
}

/** The media type of headers, as they say it. */
export function mediaTypeOf(headers: Readonly<Record<string, string>> = {}): string {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type');
  return type?.[1] ?? 'application/octet-stream';
}

/** When it began, and how long it took: until the answer began, and until it ended. */
export function harTimes({ startedAt }: HeaderFrame, { answeredAt, endedAt }: HarMoments): object {
  const wait = answeredAt ?? endedAt;
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time: endedAt,
    timings: { send: 0, wait, receive: endedAt - wait },
    cache: {},
  };
}

/** Moments of a call, in milliseconds since it began. */
export interface HarMoments {
  readonly answeredAt: number | undefined;
  readonly endedAt: number;
}

function pairsOf(entries: Iterable<readonly [string, string]>): readonly HarPair[] {
  return Array.from(entries, ([name, value]) => ({ name, value }));
}
