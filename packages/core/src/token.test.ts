import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENTITIES } from './entity.ts';
import { type FoundToken, findTokens, MAX_TOKEN_LENGTH, TOKEN_RANDOM_LENGTH, tokenFrom } from './token.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const random = fc.uint8Array({ minLength: TOKEN_RANDOM_LENGTH, maxLength: TOKEN_RANDOM_LENGTH });
const token = fc
  .tuple(fc.constantFrom(...ENTITIES), random)
  .map(([entity, bytes]) => tokenFrom(entity, bytes))
  .filter((made) => made !== undefined);
const only = (text: string): string | undefined => findTokens(text)[0]?.token;

describe('tokenFrom', () => {
  it('makes tokens of five bits of each byte', () => {
    const bytes = Uint8Array.from('K7Q2M9X', (character) => ALPHABET.indexOf(character) + 32);
    expect(tokenFrom('NAME', bytes)).toBe('[NAME_K7Q2M9XF]');
  });

  it.each([
    ['a number in brackets', '7777777'],
    ['a word in brackets', 'SMYTHES'],
  ])('makes none that looks like %s', (_, characters) => {
    const bytes = Uint8Array.from(characters, (character) => ALPHABET.indexOf(character));
    expect(tokenFrom('NAME', bytes)).toBeUndefined();
  });

  it('makes none of too few or too many bytes', () => {
    expect(tokenFrom('NAME', new Uint8Array(6))).toBeUndefined();
    expect(tokenFrom('NAME', new Uint8Array(8))).toBeUndefined();
  });
});

describe('findTokens', () => {
  it('finds every token where it stands', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: fc.constantFrom('a', ' ', '[', ']', '_', 'é') }), token)),
        (parts) => {
          const text = parts.map(([before, made]) => before + made).join('');
          expect(findTokens(text)).toEqual(placed(parts));
        },
      ),
    );
  });

  it('takes them in any case, and with white space between their parts', () => {
    fc.assert(
      fc.property(
        token,
        fc.array(fc.constantFrom('', ' ', '\n', '\r\n', '\u00a0'), { minLength: 4, maxLength: 4 }),
        (made, gaps) => {
          const [a = '', b = '', c = '', d = ''] = gaps;
          const loose = made.toLowerCase().replace(/^\[(.*)_(.*)\]$/, `[${a}$1${b}_${c}$2${d}]`);
          expect(findTokens(`x ${loose} y`)).toEqual([{ start: 2, end: 2 + loose.length, token: made }]);
          expect(loose.length).toBeLessThanOrEqual(MAX_TOKEN_LENGTH);
        },
      ),
    );
  });

  it('takes none with one wrong character, or with two exchanged', () => {
    fc.assert(
      fc.property(token, fc.nat(7), fc.nat(6), fc.constantFrom(...ALPHABET), (made, at, first, character) => {
        const code = [...made.slice(-9, -1)];
        const head = made.slice(0, -9);
        if (code[at] !== character) expect(only(`${head}${code.with(at, character).join('')}]`)).toBeUndefined();
        const [one = '', two = ''] = code.slice(first);
        if (one !== two)
          expect(
            only(
              `${head}${code
                .with(first, two)
                .with(first + 1, one)
                .join('')}]`,
            ),
          ).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['another entity', '[PERSON_K7Q2M9XF]'],
    ['no brackets', 'NAME_K7Q2M9XF'],
    ['one bracket', '[NAME_K7Q2M9XF'],
    ['a letter too many', '[NAME_K7Q2M9XFA]'],
    ['three spaces', '[NAME_   K7Q2M9XF]'],
    ['letters that stand for others', '[NAME_K7Q2M9OF]'],
    ['no code', '[NAME]'],
  ])('takes none with %s', (_, text) => {
    expect(findTokens(text)).toEqual([]);
  });
});

function placed(parts: readonly (readonly [string, string])[]): readonly FoundToken[] {
  let at = 0;
  return parts.map(([before, made]) => {
    const start = at + before.length;
    at = start + made.length;
    return { start, end: at, token: made };
  });
}
