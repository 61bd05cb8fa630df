import { utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { decodeBody } from './decode-body.ts';
import { codeOf } from './fixtures/bodies.ts';

const BODY = utf8('{}');

describe('decodeBody', () => {
  it.each([
    'application/json',
    'Application/JSON',
    ' application/json ',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    undefined,
  ])('reads %j', (contentType) => {
    expect(decodeBody(BODY, contentType)).toBe('{}');
  });

  it.each([
    null,
    '',
    'text/plain',
    'text/event-stream',
    'application/problem+json',
    'application/json; charset=utf-16',
    'application/json; charset=utf-8; boundary=x',
    'application/json, text/plain',
    'application/jsonp',
    'multipart/form-data; boundary=x',
  ])('refuses %j', (contentType) => {
    expect(codeOf(() => decodeBody(BODY, contentType))).toBe('content_type_unsupported');
  });

  it('refuses an empty body', () => {
    expect(codeOf(() => decodeBody(new Uint8Array(), 'application/json'))).toBe('body_missing');
  });

  it.each([
    [[0xff]],
    [[0x22, 0xc3, 0x22]],
    // an overlong slash, and a surrogate in UTF-8
    [[0x22, 0xc0, 0xaf, 0x22]],
    [[0x22, 0xed, 0xa0, 0x80, 0x22]],
  ])('refuses bytes that are not UTF-8: %j', (bytes) => {
    expect(codeOf(() => decodeBody(Uint8Array.from(bytes), 'application/json'))).toBe('body_not_utf8');
  });
});
