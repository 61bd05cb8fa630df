import { expect, it } from 'vitest';
import { numberAt, SYMBOLS, symbolOf } from './symbols.ts';

it('writes each number as one character, as it stands in a JSON string too', () => {
  for (let number = 0; number < SYMBOLS; number++) {
    const symbol = symbolOf(number);
    expect(JSON.stringify(symbol)).toBe(`"${symbol}"`);
    expect(numberAt(symbol, 0)).toBe(number);
  }
});
