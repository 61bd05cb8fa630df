import { expect, it } from 'vitest';
import { numbersBySymbol, SYMBOLS, symbolOf } from './symbols.ts';

it('writes each number as one character, as it stands in a JSON string too', () => {
  const numbers = numbersBySymbol();
  for (let number = 0; number < SYMBOLS; number++) {
    const symbol = symbolOf(number);
    expect(JSON.stringify(symbol)).toBe(`"${symbol}"`);
    expect(numbers[symbol.charCodeAt(0)]).toBe(number);
  }
});
