import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../redact.ts';
import { scan } from '../scan.ts';
import { EXAMPLES } from '../testing/clinical-text.ts';
import { redactStream } from './redact-stream.ts';
import { scanStream } from './scan-stream.ts';

const NOTE = 'Patient: Ines Calloway, DOB 04/17/1961, MRN 4471208. Seen with her sister Perpetua.\n\n';

async function* chunksOf(text: string, lengths: readonly number[]): AsyncGenerator<string> {
  for (let at = 0, index = 0; at < text.length; index++) {
    const length = lengths[index % lengths.length] ?? 1;
    yield text.slice(at, at + length);
    at += length;
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

const lengths = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 });

describe('scanStream', () => {
  it('finds in one piece what scan finds, however it is chunked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...EXAMPLES), lengths, async (text, sizes) => {
        expect(await collect(scanStream(chunksOf(text, sizes)))).toEqual(scan(text));
      }),
      { numRuns: 60 },
    );
  });

  it('finds every identifier of a text of many pieces, at its place in the whole', async () => {
    const text = NOTE.repeat(400);
    const spans = await collect(scanStream(chunksOf(text, [777]), { pieceLength: 1024 }));
    for (const value of ['Ines Calloway', '04/17/1961', '4471208'])
      expect(spans.filter(({ start, end }) => text.slice(start, end) === value)).toHaveLength(400);
    expect(spans.every(({ start }, index) => start >= (spans[index - 1]?.end ?? 0))).toBe(true);
  });

  it('cuts behind a space where there is no line', async () => {
    const text = NOTE.replaceAll('\n', ' ').repeat(60);
    const spans = await collect(scanStream([text], { pieceLength: 1024 }));
    expect(spans.filter(({ start, end }) => text.slice(start, end) === '04/17/1961')).toHaveLength(60);
  });

  it('refuses what has no place to be cut', async () => {
    const attempt = collect(scanStream(['4'.repeat(5000)], { pieceLength: 1024 }));
    await expect(attempt).rejects.toMatchObject({ code: 'input_unreadable' });
  });

  it.each([0, 1023, 1_048_577, 2000.5, Number.NaN])('refuses pieces of %d', async (pieceLength) => {
    await expect(collect(scanStream(['x'], { pieceLength }))).rejects.toMatchObject({ code: 'config_invalid' });
  });

  it('finds nothing in nothing', async () => {
    expect(await collect(scanStream([]))).toEqual([]);
    expect(await collect(scanStream(['', '']))).toEqual([]);
  });
});

describe('redactStream', () => {
  it('redacts piece by piece as redact does', async () => {
    const text = NOTE.repeat(60);
    const redacted = (await collect(redactStream(chunksOf(text, [100]), { pieceLength: 1024 }))).join('');
    expect(redacted).toBe(redact(NOTE).text.repeat(60));
  });
});
