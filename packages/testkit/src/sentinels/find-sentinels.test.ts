import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSentinels } from './find-sentinels.ts';
import { makeSentinels } from './make-sentinels.ts';

const sentinels = makeSentinels();
const note = sentinels.map(({ sentence }) => sentence).join('\n');
const names = sentinels.map(({ name }) => name);
const json = (text: string) => JSON.stringify({ messages: [{ content: text }] });
const bytesOf = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding);
const base64 = (text: string) => Buffer.from(text).toString('base64');

const DISGUISES: Readonly<Record<string, (text: string) => string | Uint8Array>> = {
  raw: (text) => text,
  'UTF-8 bytes': (text) => bytesOf(text, 'utf8'),
  'upper case': (text) => text.toUpperCase(),
  'lower case': (text) => text.toLowerCase(),
  'without separators': (text) => text.replaceAll(/[^A-Za-z0-9]/g, ''),
  'with other separators': (text) => text.replaceAll('-', '\u2011').replaceAll(' ', '\u00a0').replaceAll('/', '.'),
  'full-width digits': (text) => text.replaceAll(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d))),
  'percent-encoded': (text) => `q=${encodeURIComponent(text)}`,
  'form-encoded': (text) => new URLSearchParams({ q: text }).toString(),
  'every byte percent-encoded': (text) => [...bytesOf(text, 'utf8')].map((b) => `%${b.toString(16)}`).join(''),
  'percent-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  JSON: json,
  'JSON in JSON': (text) => json(json(text)),
  'every character JSON-escaped': (text) =>
    text.replaceAll(/./gs, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'base64, alignment 0': (text) => base64(text),
  'base64, alignment 1': (text) => `{"data":"${base64(`x${text}`)}"}`,
  'base64, alignment 2': (text) => `data:text/plain;base64,${base64(`xy${text}`)}`,
  'base64 in a longer run': (text) => `abcde${base64(text)}`,
  'base64 in lines': (text) => base64(text).replaceAll(/(.{76})/g, '$1\r\n'),
  'base64 in lines, in JSON': (text) => json(base64(text).replaceAll(/(.{76})/g, '$1\n')),
  'base64 of base64': (text) => base64(base64(text)),
  base64url: (text) => `eyJhbGciOiJub25lIn0.${bytesOf(json(text), 'utf8').toString('base64url')}.`,
  hexadecimal: (text) => bytesOf(text, 'utf8').toString('hex'),
  'upper-case hexadecimal, one off': (text) => `A${bytesOf(text, 'utf8').toString('hex').toUpperCase()}`,
  'UTF-16, little-endian': (text) => bytesOf(text, 'utf16le'),
  'UTF-16, big-endian': (text) => bytesOf(text, 'utf16le').swap16(),
  'UTF-16, one byte off': (text) => Buffer.concat([Buffer.from('x'), bytesOf(text, 'utf16le')]),
  'base64 of UTF-16': (text) => bytesOf(text, 'utf16le').toString('base64'),
  gzip: (text) => gzipSync(text),
  'gzipped JSON with base64': (text) => gzipSync(json(base64(text))),
  'base64 of gzip': (text) => json(gzipSync(text).toString('base64')),
  'among bytes that are no text': (text) => Buffer.concat([Buffer.from([0xff, 0xfe, 0x80]), Buffer.from(text)]),
};

describe('findSentinels', () => {
  it.each(Object.entries(DISGUISES))('sees every sentinel: %s', (_name, disguise) => {
    expect(findSentinels(disguise(note), sentinels)).toEqual(names);
  });

  it.each(Object.entries(DISGUISES))('sees one alone, and no other: %s', (_name, disguise) => {
    for (const { name, sentence } of sentinels) expect(findSentinels(disguise(sentence), sentinels)).toEqual([name]);
  });

  it('does not take the digits of a longer number for an identifier', () => {
    const birth = {
      name: 'DATE/birth',
      type: 'DATE',
      value: '04/17/1962',
      sentence: '',
      marks: ['04/17/1962'],
    } as const;
    expect(findSentinels('{"embedding":[0.5041719623,-0.1]}', [birth])).toEqual([]);
    expect(findSentinels('{"dob":04171962,"at":1700000000}', [birth])).toEqual(['DATE/birth']);
  });

  it('sees one half of a person’s name', () => {
    const [person] = makeSentinels(['NAME']);
    const [given, family] = person?.value.split(' ') ?? [];
    for (const half of [given, family])
      expect(findSentinels(`[NAME] ${half}`, person ? [person] : [])).toEqual(['NAME']);
  });

  it('sees nothing in the sentences of another set, in any disguise', () => {
    // The few days of birth and addresses there are would meet by chance.
    const others = makeSentinels().filter(({ type }) => type !== 'DATE' && type !== 'IP');
    for (const disguise of Object.values(DISGUISES)) expect(findSentinels(disguise(note), others)).toEqual([]);
  });

  it('sees nothing where values were replaced', () => {
    const redacted = sentinels.map(({ sentence, value, type }) => sentence.replace(value, `[${type}]`)).join('\n');
    expect(findSentinels(redacted, sentinels)).toEqual([]);
  });

  it('finds a sentinel at any place in any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom(...sentinels), (before, after, sentinel) => {
        expect(findSentinels(`${before} ${sentinel.sentence} ${after}`, sentinels)).toContain(sentinel.name);
      }),
    );
  });

  it('survives what only looks like gzip', () => {
    const broken = Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from(note)]);
    expect(findSentinels(broken, sentinels)).toEqual(names);
  });
});
