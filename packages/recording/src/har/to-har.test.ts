import { joinBytes, utf8 } from '@sallyport/core';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { bodyFrames } from '../frames/body-frames.ts';
import type { Frame } from '../frames/frame.ts';
import { all, each, SAMPLE_HEADER } from '../segments/recording.test-support.ts';
import { HAR_SCHEMA } from './har-schema.test-support.ts';
import { toHar } from './to-har.ts';

const isHar = new Ajv({ strict: false, allErrors: true }).compile(HAR_SCHEMA);
const REQUEST: Frame = {
  type: 'request',
  method: 'POST',
  path: '/chat/completions',
  query: 'a=1&b=x%20y',
  headers: { 'Content-Type': 'application/json' },
};
const ANSWER: Frame = { type: 'answer', at: 120, status: 200, headers: { 'content-type': 'text/event-stream' } };
const END: Frame = { type: 'end', at: 300 };

interface Entry {
  readonly request: { readonly postData?: { readonly text: string; readonly _encoding?: string } };
  readonly response: {
    readonly content: { readonly text?: string; readonly encoding?: string; readonly size: number };
  };
  readonly time: number;
  readonly timings: object;
}

async function harOf(frames: readonly Frame[]): Promise<{ readonly log: { readonly entries: readonly Entry[] } }> {
  const har: unknown = JSON.parse((await all(toHar(each(frames)))).join(''));
  expect(isHar(har), JSON.stringify(isHar.errors)).toBe(true);
  return har as { log: { entries: Entry[] } };
}

describe('a recording as HAR 1.2', () => {
  it('has everything the format requires', async () => {
    const body = [...bodyFrames('request', 0, utf8('{"é":"\u2028"}'))];
    const chunks = ['data: 1\n\n', 'data: 2\n\n'].flatMap((text, at) => [
      ...bodyFrames('answer', 200 + at, utf8(text)),
    ]);
    expect(await harOf([SAMPLE_HEADER, REQUEST, ...body, ANSWER, ...chunks, END])).toEqual({
      log: {
        version: '1.2',
        creator: { name: 'Sallyport recording', version: '1' },
        entries: [
          {
            startedDateTime: '2026-11-18T11:06:40.000Z',
            time: 300,
            timings: { send: 0, wait: 120, receive: 180 },
            cache: {},
            request: {
              method: 'POST',
              url: 'https://sallyport.invalid/c/openai/chat/completions?a=1&b=x%20y',
              httpVersion: 'HTTP/1.1',
              cookies: [],
              headers: [{ name: 'Content-Type', value: 'application/json' }],
              queryString: [
                { name: 'a', value: '1' },
                { name: 'b', value: 'x y' },
              ],
              headersSize: -1,
              postData: { mimeType: 'application/json', text: '{"é":"\u2028"}' },
              bodySize: 12,
            },
            response: {
              status: 200,
              statusText: '',
              httpVersion: 'HTTP/1.1',
              cookies: [],
              headers: [{ name: 'content-type', value: 'text/event-stream' }],
              redirectURL: '',
              headersSize: -1,
              content: { mimeType: 'text/event-stream', text: 'data: 1\n\ndata: 2\n\n', size: 18 },
              bodySize: 18,
            },
          },
        ],
      },
    });
  });

  it.each([
    ['binary', joinBytes([utf8('RIFF'), Uint8Array.of(0xff, 0xfe, 0)])],
    ['larger than 1 MiB', utf8('é'.repeat(700_000))],
  ])('has bodies that are %s in base64', async (_what, bytes) => {
    const of = (body: 'request' | 'answer') => pieces(bytes).flatMap((piece, at) => [...bodyFrames(body, at, piece)]);
    const { log } = await harOf([SAMPLE_HEADER, REQUEST, ...of('request'), ANSWER, ...of('answer'), END]);
    const { request, response } = log.entries[0] as Entry;
    expect(request.postData?._encoding).toBe('base64');
    expect(response.content).toMatchObject({ encoding: 'base64', size: bytes.length });
    for (const text of [request.postData?.text, response.content.text]) {
      expect(Buffer.compare(Buffer.from(text ?? '', 'base64'), bytes)).toBe(0);
    }
  });

  it('is written in pieces, also of a large body', async () => {
    async function* frames(): AsyncGenerator<Frame> {
      yield* [SAMPLE_HEADER, REQUEST, ANSWER];
      for (let at = 0; at < 200; at += 1) yield* bodyFrames('answer', at, new Uint8Array(100_000));
    }
    let most = 0;
    for await (const piece of toHar(frames())) most = Math.max(most, piece.length);
    expect(most).toBeLessThan(2_000_000);
  });

  it.each([
    ['without a body', [SAMPLE_HEADER, { ...REQUEST, method: 'GET' }, ANSWER, END], undefined],
    ['that got no answer', [SAMPLE_HEADER, REQUEST, { ...END, error: 'upstream_failed' }], 'upstream_failed'],
    ['that was cut', [SAMPLE_HEADER, REQUEST, ANSWER, ...bodyFrames('answer', 150, utf8('x'))], 'cut'],
  ] as const)('shows a call %s', async (_what, frames, comment) => {
    const { log } = await harOf(frames as readonly Frame[]);
    expect(log.entries).toMatchObject([comment === undefined ? { time: 300 } : { comment }]);
    expect(log.entries[0]?.request).not.toHaveProperty('postData');
  });

  it.each([
    ['nothing', []],
    ['a header alone', [SAMPLE_HEADER]],
  ])('has no entry where the recording has %s', async (_what, frames) => {
    expect((await harOf(frames)).log.entries).toEqual([]);
  });

  it.each([
    ['an answer before the request', [SAMPLE_HEADER, ANSWER]],
    ['two requests', [SAMPLE_HEADER, REQUEST, REQUEST]],
    ['a request without header', [REQUEST]],
    [
      'a piece of the request after the answer',
      [SAMPLE_HEADER, REQUEST, ANSWER, ...bodyFrames('request', 1, utf8('x'))],
    ],
  ])('is refused with %s', async (_what, frames) => {
    await expect(all(toHar(each(frames as Frame[])))).rejects.toMatchObject({ code: 'recording_corrupt' });
  });
});

function pieces(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / 100_001) }, (_, n) =>
    bytes.subarray(n * 100_001, (n + 1) * 100_001),
  );
}
