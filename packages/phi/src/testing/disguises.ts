import fc from 'fast-check';
import { anyText, EXAMPLES } from './clinical-text.ts';

/** A way to write a value so that people still read it, and programs no longer do. */
type Disguise = (value: string) => string;

const CYRILLIC: Readonly<Record<string, string>> = { a: '\u0430', e: '\u0435', o: '\u043e', c: '\u0441', p: '\u0440' };
const within =
  (mark: string): Disguise =>
  (value) =>
    [...value].join(mark);
const each =
  (write: (character: string) => string): Disguise =>
  (value) =>
    [...value].map(write).join('');
const hex = (character: string): string => (character.codePointAt(0) ?? 0).toString(16);
const shifted =
  (pattern: RegExp, to: number): Disguise =>
  (value) =>
    value.replace(pattern, (character) => String.fromCodePoint(character.charCodeAt(0) + to));
const base64 = (value: string): string => {
  const bytes = new TextEncoder().encode(value.length < 12 ? value.padEnd(12) : value);
  return btoa(String.fromCharCode(...bytes));
};

/** Disguises that keep a value whole wherever they touch it, by name. None puts anything before or behind it. */
export const DISGUISES: Readonly<Record<string, Disguise>> = {
  'zero-width spaces': within('\u200B'),
  'zero-width joiners': within('\u200D'),
  'word joiners': within('\u2060'),
  'byte order marks': within('\uFEFF'),
  'bidi controls': within('\u202E\u2066\u061C'),
  'soft hyphens': within('\u00AD'),
  'variation selectors': each((character) => `${character}\uFE0F`),
  'decimal entities': each((character) => `&#${character.codePointAt(0)};`),
  'hexadecimal entities': each((character) => `&#x${hex(character)};`),
  'entities of entities': each((character) => `&amp;#${character.codePointAt(0)};`),
  'percent-encoding': each((character) =>
    [...new TextEncoder().encode(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  ),
  'combining marks': each((character) =>
    /[a-z0-9]/i.test(character) ? `${character}\u0336\u0489`.slice(0, 2) : character,
  ),
  'Cyrillic letters': each((character) => CYRILLIC[character] ?? character),
  'full-width forms': shifted(/[A-Za-z0-9@#()+_]/g, 0xfee0),
  'mathematical digits': shifted(/\d/g, 0x1d7ce - 48),
  'Arabic digits': shifted(/\d/g, 0x0660 - 48),
  'Devanagari digits': shifted(/\d/g, 0x0966 - 48),
  'decomposed letters': (value) => value.normalize('NFD'),
  base64: base64,
  'base64 of base64': (value) => base64(base64(value)),
  'letter spacing': within(' '),
  'line breaks': (value) => value.replace(/-/, '-\n'),
};

const disguised = fc
  .tuple(fc.constantFrom(...EXAMPLES), fc.constantFrom(...Object.values(DISGUISES)))
  .map(([text, disguise]) => disguise(text));
const SCRAPS = [
  ...[
    '\u200B',
    '\u00AD',
    '\uFE0F',
    '\u202E',
    '&',
    '&#',
    '&#49',
    '&amp;',
    '&nbsp;',
    '&#65532;',
    '%',
    '%4',
    '%40',
    '%C3%A9',
    '%EF%BF%BC',
  ],
  ...[
    '=',
    '/',
    '?a=',
    '\u0301',
    '\u0336',
    '\u0430',
    '\u03bf',
    '\uFF11',
    '\u{1D7CF}',
    '\u00b2',
    '\uFB03',
    ' ',
    '1 2 3 4',
    'A b c d',
    '-\n',
    '@\n',
  ],
  ...['\ufffc', '\u{1F469}\u200D\u2695\uFE0F', '\ud835', 'SW5lcyBDYWxsb3dheQ==', '[NAME]'],
] as const;

/** Any text, and disguised examples between scraps of disguises; for tests. */
export const anyDisguisedText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: disguised },
      { weight: 3, arbitrary: fc.constantFrom(...SCRAPS) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(disguised, fc.nat({ max: 20 }), fc.nat({ max: 20 }))
          .map(([text, from, length]) => text.slice(from, from + length)),
      },
      { weight: 1, arbitrary: anyText },
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
