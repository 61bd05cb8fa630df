import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { singleHeaders } from './single-headers.ts';

const read = (...rawHeaders: string[]) => singleHeaders({ rawHeaders } as unknown as IncomingMessage);

describe('singleHeaders', () => {
  it('gives names in lower case, and empty values too', () => {
    expect(read('Content-Type', 'application/json', 'X-Empty', '')).toEqual({
      'content-type': 'application/json',
      'x-empty': '',
    });
  });

  it('leaves out what was sent twice, or three times, however it is written', () => {
    expect(read('DPoP', 'a', 'accept', '*/*', 'dpop', 'b')).toEqual({ accept: '*/*' });
    expect(read('a', '1', 'A', '1', 'a', '1')).toEqual({});
  });

  it('gives a name that means something to objects as what it is', () => {
    expect(Object.keys(read('__proto__', 'x'))).toEqual(['__proto__']);
  });
});
