import { SallyportError, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { readForm } from './form.ts';

describe('readForm', () => {
  it.each([
    ['', {}],
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a=1+2%26%3D%C3%A9', { a: '1 2&=é' }],
    ['a=&b=2', { b: '2' }],
    ['&&a=1&', { a: '1' }],
    ['__proto__=1', JSON.parse('{"__proto__":"1"}') as object],
  ])('reads %j', (text, fields) => {
    expect([...readForm(utf8(text))]).toEqual(Object.entries(fields));
  });

  it.each([['a=1&a=2'], ['a=1&a=1'], ['a=1&%61=1'], ['a=1&b=2&a='], ['a=&a=1']])(
    'refuses a name given twice, as in %j',
    (text) => {
      expect(() => readForm(utf8(text))).toThrow(new SallyportError('request_invalid'));
    },
  );

  it('refuses bytes that are not UTF-8', () => {
    expect(() => readForm(Uint8Array.of(0x61, 0x3d, 0xff))).toThrow(new SallyportError('request_invalid'));
  });
});
