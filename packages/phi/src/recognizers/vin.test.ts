import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { vin } from './vin.ts';

describe('vin', () => {
  it.each([['1M8GDM9AXKP042788', ['1M8GDM9AXKP042788']]])('finds in %j %j', (text, values) => {
    expect([...new Set(found(vin, text))]).toEqual(values);
  });

  it.each(['1M8GDM9A0KP042788', '11111111111111111', 'ABCDEFGHJKLMNPRST'])('leaves %j alone', (text) => {
    expect(found(vin, text)).toEqual([]);
  });
});
