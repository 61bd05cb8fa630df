import { fromUtf8, toBase64, utf8 } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../code-of.test-support.ts';
import { encodeManifest } from './encode-manifest.ts';
import type { BundleManifest } from './manifest.ts';
import { MAX_MANIFEST_BYTES, readManifest } from './read-manifest.ts';

const SAMPLE: BundleManifest = {
  version: 1,
  tool: 'sallyport 1.2.3',
  origin: 'ledger.example.org/audit',
  size: 1000,
  root: toBase64(new Uint8Array(32).fill(7)),
  from: 1_795_000_000_000,
  to: 1_795_086_400_000,
  first: 256,
  end: 768,
  filter: { issuer: 'https://login.example.org/', subject: 'svc-triage', connection: 'openai' },
  recordings: true,
  sample: { seed: 'audit 2026', size: 25 },
};
const changed = (members: object): Uint8Array => encodeManifest({ ...SAMPLE, ...members } as BundleManifest);

describe('a manifest', () => {
  it('is written in one way', () => {
    const { first, ...others } = SAMPLE;
    const other = {
      first,
      ...others,
      filter: { connection: 'openai', subject: 'svc-triage', issuer: 'https://login.example.org/' },
    };
    expect(fromUtf8(encodeManifest(other))).toBe(`${JSON.stringify(SAMPLE, null, 2)}\n`);
  });

  it('is read back, with and without what may be absent', () => {
    expect(readManifest(encodeManifest(SAMPLE))).toEqual(SAMPLE);
    const { from, to, filter, ...all } = SAMPLE;
    const whole = { ...all, first: 0, end: 1000, recordings: false };
    expect(readManifest(encodeManifest(whole))).toEqual(whole);
    const empty = { ...all, size: 0, first: 0, end: 0 };
    expect(readManifest(encodeManifest(empty))).toEqual(empty);
  });

  it.each([
    ['another version', { version: 2 }],
    ['a tool without its version', { tool: 'sallyport' }],
    ['another tool', { tool: 'other 1.2.3' }],
    ['no origin', { origin: '' }],
    ['an origin that is none', { origin: 17 }],
    ['a negative size', { size: -1 }],
    ['a size that is not whole', { size: 999.5 }],
    ['a size beyond what numbers tell apart', { size: 2 ** 53 }],
    ['a root hash of 31 bytes', { root: toBase64(new Uint8Array(31)) }],
    ['a root hash that is none', { root: 'root' }],
    ['a beginning before 1970', { from: -1 }],
    ['a beginning that is a date', { from: '2026-11-01' }],
    ['a period of no time', { from: 5, to: 5 }],
    ['a period backwards', { from: 6, to: 5 }],
    ['no beginning, and a range that begins later', { from: undefined }],
    ['no end, and a range that ends earlier', { to: undefined }],
    ['a range that begins in a tile', { first: 255 }],
    ['a range that ends in a tile', { end: 767 }],
    ['a range that ends after the log', { end: 1024 }],
    ['a range of nothing', { first: 768 }],
    ['a range backwards', { first: 768, end: 512 }],
    ['an issuer alone', { filter: { issuer: 'https://login.example.org/' } }],
    ['a subject alone', { filter: { subject: 'svc-triage' } }],
    ['a filter for nothing', { filter: {} }],
    ['a filter for an empty text', { filter: { connection: '' } }],
    ['a correlation that is no UUID', { filter: { correlation: 'one' } }],
    ['recordings that are neither', { recordings: 'yes' }],
    ['a sample without a seed', { sample: { seed: '', size: 25 } }],
    ['a sample of less than nothing', { sample: { seed: 'one', size: -1 } }],
    ['a text that is too long', { sample: { seed: 'x'.repeat(2049), size: 1 } }],
  ])('is refused with %s', (_, members) => {
    expect(codeOf(() => readManifest(changed(members)))).toBe('bundle_unreadable');
  });

  it.each([
    ['another order', (text: string) => text.replace(/ {2}"version": 1,\n(.*\n)/, '$1  "version": 1,\n')],
    ['no newline at its end', (text: string) => text.trimEnd()],
    ['other spaces', (text: string) => text.replace('"size": 1000', '"size":1000')],
    ['a member more', (text: string) => text.replace('{', '{\n  "note": "x",')],
    ['a member of the sample more', (text: string) => text.replace('"size": 25', '"size": 25,\n    "x": 1')],
    ['a member of the filter more', (text: string) => text.replace('"filter": {', '"filter": {\n    "model": "x",')],
    ['a member twice', (text: string) => text.replace('"version": 1,', '"version": 1,\n  "version": 1,')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['no JSON', () => '['],
    ['a list', () => '[]'],
    ['more bytes than are read', (text: string) => text + ' '.repeat(MAX_MANIFEST_BYTES)],
  ])('is refused with %s', (_, change) => {
    expect(codeOf(() => readManifest(utf8(change(fromUtf8(encodeManifest(SAMPLE))))))).toBe('bundle_unreadable');
  });

  it('is what would be written again, whatever the bytes, or refused', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(codeOf(() => readManifest(utf8(text)))).toBe('bundle_unreadable');
      }),
    );
    const members = fc.record({
      tool: fc.string(),
      origin: fc.string(),
      sample: fc.record({ seed: fc.string(), size: fc.nat() }),
    });
    fc.assert(
      fc.property(members, (some) => {
        const bytes = changed(some);
        const refused = codeOf(() => readManifest(bytes));
        if (refused === undefined) expect(encodeManifest(readManifest(bytes))).toEqual(bytes);
        else expect(refused).toBe('bundle_unreadable');
      }),
    );
  });
});
