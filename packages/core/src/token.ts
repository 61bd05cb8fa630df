import { ENTITIES, type Entity } from './entity.ts';

/** Crockford's base 32: no I, L, O and U, which are read as others. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const VALUES: ReadonlyMap<string, number> = new Map([...ALPHABET].map((character, value) => [character, value]));

/** How many of a token's characters are random. */
export const TOKEN_RANDOM_LENGTH = 7;

/** The longest a token is, written as loosely as `findTokens` takes it, in UTF-16 code units. */
export const MAX_TOKEN_LENGTH = 30;

/** What a check begins with. */
const CHECK_START = 24;
const FEWEST_DIGITS = 2;
const FEWEST_LETTERS = 3;

/** Where a token stands in a text, UTF-16 offsets, `end` exclusive. */
export interface FoundToken {
  readonly start: number;
  readonly end: number;
  /** As it was minted: `[NAME_K7Q2M9XF]`. */
  readonly token: string;
}

const SPACE = '[ \\t\\r\\n\\u00a0]{0,2}';
const TOKEN = new RegExp(`\\[${SPACE}(${ENTITIES.join('|')})${SPACE}_${SPACE}([0-9A-HJKMNP-TV-Z]{8})${SPACE}\\]`, 'gi');

/**
 * A token of an entity, `[NAME_K7Q2M9XF]`: of each of seven random bytes five bits, and a check character. Gives `undefined` for bytes that
 * make no token, a quarter of all: one has two digits and three letters at least, so that neither a number nor a word in brackets is one.
 */
export function tokenFrom(entity: Entity, random: Uint8Array): string | undefined {
  if (random.length !== TOKEN_RANDOM_LENGTH) return undefined;
  const characters = Array.from(random, (byte) => ALPHABET.charAt(byte & 31)).join('');
  const code = characters + ALPHABET.charAt(checkOf(characters));
  return isMixed(code) ? `[${entity}_${code}]` : undefined;
}

/**
 * Finds the tokens in a text, whoever minted them: in any case, and with up to two spaces or line ends between their parts, as models write
 * them back. What has a wrong check character is none. Sorted and disjoint; linear in the text.
 */
export function findTokens(text: string): readonly FoundToken[] {
  if (!text.includes('[') || !text.includes('_')) return [];
  const found: FoundToken[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [written, entity = '', code = ''] = match;
    const upper = code.toUpperCase();
    if (!isMixed(upper) || VALUES.get(upper.charAt(7)) !== checkOf(upper.slice(0, 7))) continue;
    found.push({ start: match.index, end: match.index + written.length, token: `[${entity.toUpperCase()}_${upper}]` });
  }
  return found;
}

/**
 * A polynomial over GF(32), modulo x⁵ + x² + 1, as in BCH codes: it tells every single wrong character and every two that were
 * exchanged.
 */
function checkOf(characters: string): number {
  let check = CHECK_START;
  for (const character of characters) check = double(check) ^ (VALUES.get(character) ?? 0);
  return double(check);
}

function double(value: number): number {
  const doubled = value << 1;
  return doubled > 31 ? doubled ^ 0b100101 : doubled;
}

function isMixed(code: string): boolean {
  const digits = code.replace(/\D+/g, '').length;
  return digits >= FEWEST_DIGITS && code.length - digits >= FEWEST_LETTERS;
}
