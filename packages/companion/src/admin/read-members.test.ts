import { utf8 } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMembers } from './read-members.ts';

const RULE = { required: ['name'], optional: ['value'] };
const read = (text: string) => readMembers(utf8(text), RULE);

describe('readMembers', () => {
  it('reads what is required, and what may be there', () => {
    expect(read('{"name":"a"}')).toEqual({ name: 'a' });
    expect(read(' {\n"value" : "\\"b\\":" , "name":"\\u0061\\\\" }')).toEqual({ name: 'a\\', value: '"b":' });
  });

  it.each([
    ['', 'body_missing'],
    ['{', 'body_not_json'],
    ['null', 'request_invalid'],
    ['"name"', 'request_invalid'],
    ['[]', 'request_invalid'],
    ['{}', 'request_invalid'],
    ['{"value":"a"}', 'request_invalid'],
    ['{"name":""}', 'request_invalid'],
    ['{"name":null}', 'request_invalid'],
    ['{"name":["a"]}', 'request_invalid'],
    ['{"name":{"name":"a"}}', 'request_invalid'],
    ['{"name":"a","Name":"b"}', 'request_invalid'],
    ['{"name":"a","__proto__":"b"}', 'request_invalid'],
    ['{"name":"a","name":"a"}', 'body_duplicate_key'],
    ['{"name":"a","n\\u0061me" :"b"}', 'body_duplicate_key'],
  ])('refuses %s', (text, code) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code }));
  });

  it('refuses what is not UTF-8', () => {
    expect(() => readMembers(Uint8Array.of(0xff), RULE)).toThrow(expect.objectContaining({ code: 'body_not_utf8' }));
  });

  it('gives back whatever texts were written', () => {
    const texts = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(texts, texts, (name, value) => {
        expect(read(JSON.stringify({ name, value }))).toEqual({ name, value });
        const twice = `{"name":${JSON.stringify(name)},"value":"v","name":${JSON.stringify(value)}}`;
        expect(() => read(twice)).toThrow(expect.objectContaining({ code: 'body_duplicate_key' }));
      }),
    );
  });
});
