import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { mac } from './mac.ts';

describe('mac', () => {
  it.each([
    ['00:1B:44:11:3A:B7', ['00:1B:44:11:3A:B7']],
    ['00-1b-44-11-3a-b7', ['00-1b-44-11-3a-b7']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(mac, text))]).toEqual(values);
  });

  it.each(['00:1B:44:11:3A', '10:30:45', '00:1B-44:11:3A:B7'])('leaves %j alone', (text) => {
    expect(found(mac, text)).toEqual([]);
  });
});
