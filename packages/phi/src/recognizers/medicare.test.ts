import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { medicare } from './medicare.ts';

describe('medicare', () => {
  it.each([
    ['1EG4-TE5-MK73', ['1EG4-TE5-MK73']],
    ['1EG4TE5MK73', ['1EG4TE5MK73']],
    ['321-54-9876A', ['321-54-9876A']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(medicare, text))]).toEqual(values);
  });

  it.each(['321-54-9876', 'E11.9', '1EG4'])('leaves %j alone', (text) => {
    expect(found(medicare, text)).toEqual([]);
  });
});
