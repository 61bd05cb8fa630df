import { describe, expect, it } from 'vitest';
import { requireContentType } from './content-type.ts';

const check = (header: string | undefined) => () => requireContentType(header, 'application/json');

describe('requireContentType', () => {
  it.each([
    'application/json',
    'Application/JSON',
    ' application/json ',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'application/json ; charset="utf-8"',
  ])('takes %s', (header) => {
    expect(check(header)).not.toThrow();
  });

  it.each([
    undefined,
    '',
    ';',
    'text/plain',
    'application/json5',
    'application/jsonx; charset=utf-8',
    'text/application/json',
    'application/json, text/plain',
    'application/json; charset=latin1',
    'application/json; charset=utf-8; charset=utf-8',
    'application/json;',
    'application/json; profile=x',
    'application/json; charset=utf-8x',
    `application/json${';'.repeat(16_000)}`,
    `application/json;${' '.repeat(16_000)}x`,
  ])('refuses %.40s', (header) => {
    expect(check(header)).toThrow(expect.objectContaining({ code: 'content_type_unsupported' }));
  });
});
