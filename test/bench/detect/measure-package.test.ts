import { describe, expect, it } from 'vitest';
import { readPacked } from './measure-package.ts';

const PACKED = { name: '@sallyport/phi', size: 1000, unpackedSize: 4000 };

describe('readPacked', () => {
  it('reads a list, and an object by name', () => {
    expect(readPacked(JSON.stringify([PACKED]))).toEqual(PACKED);
    expect(readPacked(JSON.stringify({ [PACKED.name]: PACKED }))).toEqual(PACKED);
  });

  it('makes up no size of nothing', () => {
    expect(readPacked('[]').size).toBeNaN();
  });
});
