import { gunzipSync, gzipSync } from 'node:zlib';
import { isSallyportError, utf8 } from '@sallyport/core';
import fc from 'fast-check';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { bodyFrames } from '../frames/body-frames.ts';
import { bodyPieces } from '../frames/body-pieces.ts';
import type { Frame } from '../frames/frame.ts';
import { readRecording } from './read-recording.ts';
import { all, each, SAMPLE_HEADER, SAMPLE_ID, SAMPLE_KEY, written } from './recording.test-support.ts';
import { recordingDigest } from './recording-digest.ts';
import { RecordingWriter } from './recording-writer.ts';
import { LINES_BYTES, SEGMENT_BYTES, type Segment } from './segment.ts';

const OPTIONS = { id: SAMPLE_ID, key: SAMPLE_KEY };
const REQUEST: Frame = {
  type: 'request',
  method: 'POST',
  path: '/chat/completions',
  query: '',
  headers: { 'content-type': 'application/json' },
};
const ANSWER: Frame = { type: 'answer', at: 12, status: 200, headers: {} };
const END: Frame = { type: 'end', at: 99 };
const SESSION: readonly Frame[] = [
  SAMPLE_HEADER,
  REQUEST,
  ...bodyFrames('request', 0, utf8('{"a":1}')),
  ANSWER,
  ...bodyFrames('answer', 40, utf8('data: {}\n\n')),
  END,
];

const read = (jwes: readonly Uint8Array[], options = OPTIONS) => all(readRecording(each(jwes), options));
const codeOf = (reading: Promise<unknown>) =>
  reading.then(
    () => 'fine',
    (error: unknown) => (isSallyportError(error) ? error.code : String(error)),
  );
const jwesOf = (segments: readonly Segment[]) => segments.map(({ jwe }) => jwe);

/** A segment of any plaintext and header. */
async function sealed(plaintext: Uint8Array, header: object = {}): Promise<Uint8Array> {
  const given = {
    alg: 'dir',
    enc: 'A256GCM',
    typ: 'sallyport-recording+jwe',
    session: SAMPLE_ID,
    index: 0,
    last: true,
  };
  return utf8(await new CompactEncrypt(plaintext).setProtectedHeader({ ...given, ...header }).encrypt(SAMPLE_KEY));
}
const ndjson = (...frames: readonly object[]) => frames.map((frame) => `${JSON.stringify(frame)}\n`).join('');

describe('a recording', () => {
  it('is read as it was written, in segments that another library opens', async () => {
    const segments = await written(SESSION, { flushAfter: [2, 3] });
    expect(segments.map(({ index, last }) => [index, last])).toEqual([
      [0, false],
      [1, false],
      [2, true],
    ]);
    expect(await read(jwesOf(segments))).toEqual(SESSION);
    const opened = await compactDecrypt(jwesOf(segments)[1] ?? '', SAMPLE_KEY);
    expect(opened.protectedHeader).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
      typ: 'sallyport-recording+jwe',
      session: SAMPLE_ID,
      index: 1,
      last: false,
    });
    expect(gunzipSync(opened.plaintext).toString()).toBe(ndjson(ANSWER));
  });

  it('that was cut gives what there is of it, and no end', async () => {
    const jwes = jwesOf(await written(SESSION, { flushAfter: [2, 3] }));
    expect(await read(jwes.slice(0, 2))).toEqual(SESSION.slice(0, 4));
    expect(await read([])).toEqual([]);
  });

  it('tells what it is when it ends, and so do its stored segments, without the key', async () => {
    const jwes: Uint8Array[] = [];
    const sink = { write: async ({ jwe }: Segment) => void jwes.push(jwe) };
    const writer = new RecordingWriter({ ...OPTIONS, sink });
    await writer.add(SAMPLE_HEADER);
    await writer.flush();
    await writer.flush();
    const digest = await writer.end({ type: 'end', at: 3, error: 'upstream_failed' });
    expect(digest).toEqual(await recordingDigest(each(jwes)));
    expect(digest).toMatchObject({ segments: 2, size: jwes.reduce((size, jwe) => size + jwe.length, 0) });
    expect(await recordingDigest(each(jwes.toReversed()))).not.toEqual(digest);
    await expect(writer.add(ANSWER)).rejects.toThrow();
  });

  it('keeps every segment below its bound, whatever is recorded', async () => {
    const piece = fc.oneof(
      fc.uint8Array({ minLength: 0, maxLength: 120_000, size: 'max' }),
      fc
        .integer({ min: 1, max: 120_000 })
        .map((length) => crypto.getRandomValues(new Uint8Array(65_536)).slice(0, length)),
      fc
        .constantFrom('\u0001', '"', '\u2028', '𝒳', 'é', 'x')
        .chain((character) => fc.integer({ min: 1, max: 40_000 }).map((times) => utf8(character.repeat(times)))),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const body = pieces.flatMap((bytes, at) => [...bodyFrames('answer', at, bytes)]);
        const jwes = jwesOf(await written([SAMPLE_HEADER, ANSWER, ...body, END]));
        expect(jwes.every(({ length }) => length <= SEGMENT_BYTES)).toBe(true);
        const back = await all(bodyPieces(readRecording(each(jwes), OPTIONS), 'answer'));
        const given = pieces.map((bytes, at) => ({ at, bytes })).filter(({ bytes }) => bytes.length > 0);
        expect(back.length).toBe(given.length);
        expect(
          back.every(({ at, bytes }, n) => at === given[n]?.at && Buffer.compare(bytes, given[n].bytes) === 0),
        ).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('takes no frame that is longer than a segment, and nothing after it', async () => {
    const writer = new RecordingWriter({ ...OPTIONS, sink: { write: async () => undefined } });
    const long = { ...REQUEST, query: 'q'.repeat(LINES_BYTES) } as Frame;
    expect(await codeOf(writer.add(long))).toBe('recording_unavailable');
    expect(await codeOf(writer.end(END as never))).toBe('recording_unavailable');
  });

  it('writes in the order of the calls, also when nobody waits; what the sink raises ends it', async () => {
    const jwes: Uint8Array[] = [];
    const writer = new RecordingWriter({ ...OPTIONS, sink: { write: async ({ jwe }) => void jwes.push(jwe) } });
    await Promise.all([
      writer.add(SAMPLE_HEADER),
      writer.flush(),
      writer.add(REQUEST),
      writer.flush(),
      writer.end(END as never),
    ]);
    expect(await read(jwes)).toEqual([SAMPLE_HEADER, REQUEST, END]);
    const failing = new RecordingWriter({ ...OPTIONS, sink: { write: () => Promise.reject(new TypeError('full')) } });
    await failing.add(SAMPLE_HEADER);
    await expect(failing.flush()).rejects.toThrow('full');
    await expect(failing.add(REQUEST)).rejects.toThrow('full');
  });

  it('takes a key of 32 bytes', () => {
    expect(
      () => new RecordingWriter({ ...OPTIONS, key: new Uint8Array(16), sink: { write: async () => undefined } }),
    ).toThrow();
  });
});

describe('a recording that was tampered with', () => {
  it.each([
    ['swapped', ([a, b, c]: Uint8Array[]) => [a, c, b]],
    ['left out', ([a, , c]: Uint8Array[]) => [a, c]],
    ['left out at the beginning', ([, b, c]: Uint8Array[]) => [b, c]],
    ['doubled', ([a, b, c]: Uint8Array[]) => [a, b, b, c]],
    ['put after the end', ([a, b, c]: Uint8Array[]) => [a, b, c, a]],
    ['truncated', ([a, b]: Uint8Array[]) => [a, b?.subarray(0, -1)]],
    ['emptied', ([a]: Uint8Array[]) => [a, new Uint8Array(0)]],
    ['made longer', ([a]: Uint8Array[]) => [Buffer.concat([a ?? Buffer.alloc(0), Buffer.from('A')])]],
    ['made far longer', () => [new Uint8Array(SEGMENT_BYTES + 1).fill(65)]],
  ])('is refused when a segment is %s', async (_what, change) => {
    const jwes = jwesOf(await written(SESSION, { flushAfter: [2, 3] }));
    expect(await codeOf(read(change([...jwes]) as Uint8Array[]))).toBe('recording_corrupt');
  });

  it('is refused with any byte changed', async () => {
    const [jwe = new Uint8Array(0)] = jwesOf(await written(SESSION));
    const changes = fc.tuple(fc.nat({ max: jwe.length - 1 }), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(changes, async ([at, bits]) => {
        const changed = jwe.slice();
        changed[at] = (changed[at] ?? 0) ^ bits;
        expect(await codeOf(read([changed]))).toBe('recording_corrupt');
      }),
      { numRuns: 200 },
    );
  });

  it('is refused in another session, and with another key', async () => {
    const jwes = jwesOf(await written(SESSION));
    const other = '00000000-0000-4000-8000-00000000000c';
    expect(await codeOf(read(jwes, { ...OPTIONS, id: other }))).toBe('recording_corrupt');
    expect(await codeOf(read(jwes, { ...OPTIONS, key: new Uint8Array(32) }))).toBe('recording_corrupt');
    expect(await codeOf(read(jwesOf(await written(SESSION, { id: other })), { ...OPTIONS, id: other }))).toBe(
      'recording_corrupt',
    );
  });

  it('is refused when a segment inflates past its bound', async () => {
    const bomb = gzipSync(new Uint8Array(50_000_000));
    expect(await codeOf(read([await sealed(bomb)]))).toBe('recording_corrupt');
  });

  it.each([
    ['another type', { typ: 'JWE' }],
    ['a member more', { kid: 'a' }],
    ['an index in text', { index: '0' }],
    ['compression of its own', { zip: 'DEF' }],
    ['another end', { last: 'true' }],
  ])('is refused with a header of %s', async (_what, header) => {
    const lines = gzipSync(ndjson(SAMPLE_HEADER, END));
    expect(await codeOf(read([await sealed(lines)]))).toBe('fine');
    expect(await codeOf(read([await sealed(lines, header)]))).toBe('recording_corrupt');
  });

  it.each([
    ['no gzip', Buffer.from(ndjson(SAMPLE_HEADER, END))],
    ['a gzip with something behind it', Buffer.concat([gzipSync(ndjson(SAMPLE_HEADER, END)), Buffer.from('x')])],
    ['half a gzip', gzipSync(ndjson(SAMPLE_HEADER, END)).subarray(0, -9)],
    ['nothing', gzipSync('')],
    ['half a line', gzipSync(ndjson(SAMPLE_HEADER, END).slice(0, -1))],
    ['an empty line', gzipSync(`${ndjson(SAMPLE_HEADER)}\n${ndjson(END)}`)],
    ['bytes that are no text', gzipSync(Buffer.from([0xff, 10]))],
    ['no header', gzipSync(ndjson(REQUEST, END))],
    ['two headers', gzipSync(ndjson(SAMPLE_HEADER, SAMPLE_HEADER, END))],
    ['no end', gzipSync(ndjson(SAMPLE_HEADER))],
    ['two ends', gzipSync(ndjson(SAMPLE_HEADER, END, END))],
    ['an unknown frame', gzipSync(ndjson(SAMPLE_HEADER, { type: 'toString' }, END))],
    ['a frame with a member more', gzipSync(ndjson(SAMPLE_HEADER, { ...ANSWER, note: 'x' }, END))],
    ['a frame with a member less', gzipSync(ndjson(SAMPLE_HEADER, { type: 'answer', at: 1, status: 200 }, END))],
    [
      'a body of both kinds',
      gzipSync(ndjson(SAMPLE_HEADER, { type: 'body', of: 'answer', at: 1, text: '', base64: '' }, END)),
    ],
    ['a body of no kind', gzipSync(ndjson(SAMPLE_HEADER, { type: 'body', of: 'answer', at: 1 }, END))],
    [
      'a body that is no base64',
      gzipSync(ndjson(SAMPLE_HEADER, { type: 'body', of: 'answer', at: 1, base64: '=' }, END)),
    ],
    ['a list', gzipSync(ndjson(SAMPLE_HEADER, [END], END))],
  ])('is refused when it holds %s', async (_what, plaintext) => {
    expect(await codeOf(read([await sealed(plaintext)]))).toBe('recording_corrupt');
  });
});
