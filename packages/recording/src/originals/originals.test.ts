import { fromUtf8, isSallyportError, joinBytes, utf8 } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { all, each } from '../segments/recording.test-support.ts';
import { openOriginals } from './open-originals.ts';
import { sampleAuditor } from './originals.test-support.ts';
import { ORIGINALS_LINE_BYTES, ORIGINALS_PIECE_BYTES } from './originals-line.ts';
import { readOriginals } from './read-originals.ts';
import { sealOriginals } from './seal-originals.ts';

const auditors = await Promise.all(Array.from({ length: 8 }, (_, n) => sampleAuditor(`auditor-${n}`)));
const [first, second, third] = auditors as [(typeof auditors)[0], (typeof auditors)[0], (typeof auditors)[0]];
const recipients = [first.publicKey, second.publicKey];

const seal = (chunks: readonly Uint8Array[], to = recipients, contentType?: string) =>
  all(sealOriginals(each(chunks), { recipients: to, contentType }));
const open = async (lines: Iterable<Uint8Array>, key = first.privateKey) =>
  joinBytes(await all(openOriginals(each(lines), key)));
const codeOf = (run: Promise<unknown>) =>
  run.then(
    () => 'fine',
    (error: unknown) => (isSallyportError(error) ? error.code : String(error)),
  );
const random = (length: number) =>
  joinBytes(
    Array.from({ length: Math.ceil(length / 65_536) }, (_, n) =>
      crypto.getRandomValues(new Uint8Array(Math.min(65_536, length - n * 65_536))),
    ),
  );

/** A line with some members changed. */
function changed(line: Uint8Array, change: (jwe: Record<string, unknown>) => object): Uint8Array {
  return utf8(`${JSON.stringify(change(JSON.parse(fromUtf8(line)) as Record<string, unknown>))}\n`);
}
function withHeader(line: Uint8Array, header: object): Uint8Array {
  return changed(line, (jwe) => {
    const before = JSON.parse(Buffer.from(String(jwe.protected), 'base64url').toString()) as object;
    return { ...jwe, protected: Buffer.from(JSON.stringify({ ...before, ...header })).toString('base64url') };
  });
}

describe('a sealed original', () => {
  it('is opened by every auditor it is sealed to, and by nobody else', async () => {
    const body = utf8('{"input":"Ines Calloway, MRN 4471902"}');
    const lines = await seal([body.subarray(0, 20), body.subarray(20)], recipients, 'application/json');
    expect(await open(lines, first.privateKey)).toEqual(body);
    expect(await open(lines, second.privateKey)).toEqual(body);
    expect(await codeOf(open(lines, third.privateKey))).toBe('originals_invalid');
    expect(await codeOf(open(lines, first.publicKey as JsonWebKey))).toBe('originals_invalid');
    expect(await codeOf(open(lines, { kty: 'oct', k: 'AA' }))).toBe('originals_invalid');
    const [line = ''] = lines.map(fromUtf8);
    const { protected: header, recipients: sealedTo } = JSON.parse(line) as { protected: string; recipients: unknown };
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      enc: 'A256GCM',
      typ: 'sallyport-originals+jwe',
      cty: 'application/json',
      index: 0,
      last: true,
    });
    expect(sealedTo).toMatchObject(recipients.map(({ kid }) => ({ header: { alg: 'ECDH-ES+A256KW', kid } })));
    expect(line).not.toContain('Calloway');
  });

  it('comes back to the byte, in lines below their bound, however it was chunked', async () => {
    const bodies = fc.tuple(
      fc.constantFrom(0, 1, ORIGINALS_PIECE_BYTES - 1, ORIGINALS_PIECE_BYTES, ORIGINALS_PIECE_BYTES + 1, 600_000),
      fc.integer({ min: 1, max: 300_000 }),
      fc.constantFrom(1, 2, 8),
      fc.integer({ min: 1, max: 200_000 }),
    );
    await fc.assert(
      fc.asyncProperty(bodies, async ([length, size, sealedTo, cut]) => {
        const body = random(length);
        const to = auditors.slice(0, sealedTo).map(({ publicKey }) => publicKey);
        const lines = await seal(pieces(body, size), to, 'x'.repeat(256));
        expect(lines.length).toBe(Math.max(1, Math.ceil(length / ORIGINALS_PIECE_BYTES)));
        expect(lines.every((line) => line.length <= ORIGINALS_LINE_BYTES + 1)).toBe(true);
        const back = await open(pieces(joinBytes(lines), cut), auditors[sealedTo - 1]?.privateKey);
        expect(Buffer.compare(back, body)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  it('tells who stores it where each line stands, and to whom it is sealed', async () => {
    const lines = await all(readOriginals(each(await seal([random(300_000)]))));
    expect(lines.map(({ index, last, kids }) => ({ index, last, kids }))).toEqual([
      { index: 0, last: false, kids: ['auditor-0', 'auditor-1'] },
      { index: 1, last: true, kids: ['auditor-0', 'auditor-1'] },
    ]);
  });

  it('has other bytes each time', async () => {
    const body = utf8('{}');
    expect(joinBytes(await seal([body]))).not.toEqual(joinBytes(await seal([body])));
  });

  it.each([
    ['nobody', []],
    ['nine', [...auditors, third].map(({ publicKey }) => publicKey)],
    ['a point that is not on the curve', [{ ...first.publicKey, y: first.publicKey.x }]],
    ['a key that is none', [{ ...first.publicKey, x: 'AA' }]],
  ])('is not made for %s', async (_what, to) => {
    expect(await codeOf(seal([utf8('{}')], to))).toBe('recording_unavailable');
  });
});

describe('a sealed original that was tampered with', () => {
  it.each([
    ['swapped', ([a, b, c]: Uint8Array[]) => [b, a, c]],
    ['left out', ([a, , c]: Uint8Array[]) => [a, c]],
    ['left out at the end', ([a, b]: Uint8Array[]) => [a, b]],
    ['doubled', ([a, b, c]: Uint8Array[]) => [a, b, c, c]],
    ['cut', ([a, b, c]: Uint8Array[]) => [a, b, c?.subarray(0, -1)]],
    ['missing, all of them', () => []],
    ['empty', ([a, b, c]: Uint8Array[]) => [utf8('\n'), a, b, c]],
    ['longer than one may be', ([a]: Uint8Array[]) => [utf8(' '.repeat(ORIGINALS_LINE_BYTES)), a]],
    ['without end', () => [utf8('{'.repeat(ORIGINALS_LINE_BYTES)), utf8('{{')]],
  ])('is refused when lines are %s', async (_what, change) => {
    const lines = await seal([random(ORIGINALS_PIECE_BYTES * 2 + 5)]);
    expect(await codeOf(open(change([...lines]) as Uint8Array[]))).toBe('originals_invalid');
  });

  it('is refused with any byte changed, but for the names of its recipients, and white space', async () => {
    const [line = new Uint8Array(0)] = await seal([utf8('{"input":"Ines Calloway"}')], [first.publicKey]);
    const changes = fc.tuple(fc.nat({ max: line.length - 1 }), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(changes, async ([at, bits]) => {
        const other = line.slice();
        other[at] = (other[at] ?? 0) ^ bits;
        const text = await open([other]).then(fromUtf8, (error: unknown) => (error as { code: string }).code);
        expect(['originals_invalid', '{"input":"Ines Calloway"}']).toContain(text);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a line of another original', (a: Uint8Array) => changed(a, (jwe) => ({ ...jwe, iv: 'AAAAAAAAAAAAAAAA' }))],
    ['another type', (a: Uint8Array) => withHeader(a, { typ: 'JWE' })],
    ['another encryption', (a: Uint8Array) => withHeader(a, { enc: 'A128GCM' })],
    ['compression', (a: Uint8Array) => withHeader(a, { zip: 'DEF' })],
    ['an end that it has not', (a: Uint8Array) => withHeader(a, { last: false })],
    ['another index', (a: Uint8Array) => withHeader(a, { index: -1 })],
    ['a type of content that is none', (a: Uint8Array) => withHeader(a, { cty: 1 })],
    ['members more', (a: Uint8Array) => changed(a, (jwe) => ({ ...jwe, unprotected: {} }))],
    ['members less', (a: Uint8Array) => changed(a, ({ tag: _, ...jwe }) => jwe)],
    ['padding', (a: Uint8Array) => changed(a, (jwe) => ({ ...jwe, tag: `${String(jwe.tag)}=` }))],
    ['no recipient', (a: Uint8Array) => changed(a, (jwe) => ({ ...jwe, recipients: [] }))],
    ['a recipient that is none', (a: Uint8Array) => changed(a, (jwe) => ({ ...jwe, recipients: [{}] }))],
    ['another algorithm', (a: Uint8Array) => withAlgorithm(a, 'ECDH-ES+A128KW')],
    ['the same recipient twice', (a: Uint8Array) => changed(a, (jwe) => twice(jwe))],
    ['a list for a JWE', () => utf8('[]\n')],
    ['no JSON', () => utf8('no\n')],
    ['no text', () => Uint8Array.of(0xff, 10)],
  ])('is refused with %s', async (_what, change) => {
    const [line = new Uint8Array(0)] = await seal([utf8('{}')]);
    expect(await codeOf(open([line]))).toBe('fine');
    expect(await codeOf(open([change(line)]))).toBe('originals_invalid');
  });

  it('is refused where its lines are sealed to different people', async () => {
    const [a] = await seal([random(ORIGINALS_PIECE_BYTES + 1)]);
    const [, b] = await seal([random(ORIGINALS_PIECE_BYTES + 1)], [first.publicKey]);
    expect(await codeOf(open([a, b] as Uint8Array[]))).toBe('originals_invalid');
  });
});

function withAlgorithm(line: Uint8Array, alg: string): Uint8Array {
  return changed(line, (jwe) => {
    const list = jwe.recipients as { readonly header: object }[];
    return { ...jwe, recipients: list.map((each) => ({ ...each, header: { ...each.header, alg } })) };
  });
}

function twice(jwe: Record<string, unknown>): object {
  const [one] = jwe.recipients as object[];
  return { ...jwe, recipients: [one, one] };
}

function pieces(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
}
