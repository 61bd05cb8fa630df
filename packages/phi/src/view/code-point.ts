import { OPAQUE } from '../seal.ts';

/**
 * The character of a code point that some escape wrote; `undefined` for what no text needs escaped: a control character other than tab
 * and line ends, half of a surrogate pair, a number beyond Unicode. Nor can an escape write the character that seals a placeholder.
 */
export function writtenCharacter(code: number): string | undefined {
  if (code < 32 ? code !== 9 && code !== 10 && code !== 13 : code === 127) return undefined;
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  const character = String.fromCodePoint(code);
  return character === OPAQUE ? undefined : character;
}
