import { isSallyportError, utf8 } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEventBatch } from './read-event-batch.ts';

function outcomeOf(body: Uint8Array): string | readonly string[] {
  try {
    return readEventBatch(body);
  } catch (error) {
    if (!isSallyportError(error)) throw error;
    return error.code;
  }
}

describe('readEventBatch', () => {
  it('reads a list of texts, with or without space between', () => {
    expect(outcomeOf(utf8('{"events":["a.b.c","d.e.f"]}'))).toStrictEqual(['a.b.c', 'd.e.f']);
    expect(outcomeOf(utf8(' {\n "events" : [ "a.b.c" ] } '))).toStrictEqual(['a.b.c']);
    const many = Array.from({ length: 256 }, (_, at) => `${at}`);
    expect(outcomeOf(utf8(JSON.stringify({ events: many })))).toStrictEqual(many);
    expect(outcomeOf(utf8(JSON.stringify({ events: ['a'.repeat(65_535)] })))).toHaveLength(1);
  });

  it.each([
    ['body_missing', ''],
    ['body_not_json', ' '],
    ['body_not_json', '{"events":["a"]'],
    ['body_not_json', '{"events":["a",]}'],
    ['body_not_json', '\ufeff{"events":["a"]}'],
    ['body_not_json', '{"events":["a"]}{"events":["a"]}'],
    ['body_not_json', '['.repeat(1_000_000)],
    ['request_invalid', `${'['.repeat(500_000)}${']'.repeat(500_000)}`],
    ['request_invalid', 'null'],
    ['request_invalid', '7'],
    ['request_invalid', '"events"'],
    ['request_invalid', '["a"]'],
    ['request_invalid', '{}'],
    ['request_invalid', '{"events":null}'],
    ['request_invalid', '{"events":"a"}'],
    ['request_invalid', '{"events":{"0":"a"}}'],
    ['request_invalid', '{"events":[]}'],
    ['request_invalid', '{"events":[7]}'],
    ['request_invalid', '{"events":[["a"]]}'],
    ['request_invalid', '{"events":["a",null]}'],
    ['request_invalid', '{"events":["a"],"more":1}'],
    ['request_invalid', '{"Events":["a"]}'],
    ['request_invalid', '{"events":["a"],"events":["b"]}'],
    ['request_invalid', '{"events":[],"events":["b"]}'],
    ['request_invalid', '{"events":1,"\\u0065vents":["b"]}'],
    ['request_invalid', '{"events":["a\\"b"]}'],
    ['request_invalid', JSON.stringify({ events: Array.from({ length: 257 }, () => 'a') })],
    ['request_invalid', JSON.stringify({ events: ['a'.repeat(65_536)] })],
  ])('%s: %.60s', (code, text) => {
    expect(outcomeOf(utf8(text))).toBe(code);
  });

  it('refuses what is not UTF-8', () => {
    expect(outcomeOf(new Uint8Array([...utf8('{"events":["'), 0xff, ...utf8('"]}')]))).toBe('body_not_utf8');
  });

  it('answers any bytes with events or a code', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(20), (text, at) => {
        const body = utf8(`{"events":${text.slice(0, at)}["a"]${text.slice(at)}}`);
        expect(outcomeOf(body)).toBeDefined();
      }),
    );
  });
});
