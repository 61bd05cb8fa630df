import { ENTITIES } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { makeSentinels } from './make-sentinels.ts';

describe('makeSentinels', () => {
  it('puts each value into its sentence, under a name of its own', () => {
    const sentinels = makeSentinels();
    for (const { sentence, value, type, marks } of sentinels) {
      expect(sentence).toContain(value);
      expect(ENTITIES).toContain(type);
      for (const mark of marks) expect(mark).toMatch(/^[\x20-\x7e]{8,}$/);
    }
    expect(new Set(sentinels.map(({ name }) => name)).size).toBe(sentinels.length);
  });

  it('invents new ones each time', () => {
    const first = new Set(makeSentinels().flatMap(({ marks }) => marks));
    const again = makeSentinels().filter(({ type }) => type !== 'IP' && type !== 'DATE');
    for (const { marks } of again) for (const mark of marks) expect(first).not.toContain(mark);
  });

  it('keeps to the entities asked for', () => {
    expect(makeSentinels(['SSN', 'EMAIL']).map(({ type }) => type)).toEqual(['EMAIL', 'SSN']);
  });

  it('gives check digits that hold', () => {
    const values = new Map(makeSentinels().map(({ name, value }) => [name, value.replaceAll(' ', '')]));
    expect(luhn(values.get('ACCOUNT/card') ?? '')).toBe(0);
    expect(luhn(`80840${values.get('LICENSE/npi')}`)).toBe(0);
    expect(values.get('VEHICLE/vin')).toMatch(/^[A-HJ-NPR-Z0-9]{8}[0-9X][A-HJ-NPR-Z0-9]{8}$/);
  });
});

function luhn(number: string): number {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10;
}
