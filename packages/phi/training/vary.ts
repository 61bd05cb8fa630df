import type { MarkedDocument, MarkedSpan } from '@sallyport/testkit';
import { FIRST_TELLING, tellingBits } from '../src/tagger/lists.ts';
import type { Inventories } from './inventories.ts';
import type { Random } from './random.ts';
import { rewrite } from './rewrite.ts';

/** What variants are made with. */
export interface Variation {
  readonly random: Random;
  readonly inventories: Inventories;
}

const PARTICLE =
  /^(?:de|del|della|der|den|di|da|do|dos|du|la|le|van|von|ter|ten|bin|bint|ibn|al|el|y|jr|sr|ii|iii|iv|of|the|and|at|st|saint|mc|mac|o)$/i;
const KEEPS_TO_PLACES = (1 << (FIRST_TELLING + 4)) | (1 << (FIRST_TELLING + 5));

/**
 * Writes a marked text anew, with other persons, places, dates and numbers in the same places, and other drugs, organisms, eponyms and devices
 * between them: what is learnt is where they stand, and what lists they are in, not who they are. A word has the same stand-in throughout a text.
 */
export function varyDocument(document: MarkedDocument, variation: Variation): MarkedDocument {
  const standIns = new Map<string, string>();
  return rewrite(
    document,
    (value, span) => varyValue(value, span, { ...variation, standIns }),
    (between) => varyMedicine(between, { ...variation, standIns }),
  );
}

/** Puts another of its kind for a word of medicine, in half of the cases. */
function varyMedicine(text: string, { random, inventories, standIns }: Standing): string {
  return text.replace(/(?<![\p{L}\p{M}\p{N}])\p{L}[\p{L}\p{M}]{3,}(?![\p{L}\p{M}\p{N}])/gu, (word) => {
    const key = word.toLowerCase();
    const kind = medicineOf(inventories).get(key);
    if (kind === undefined) return word;
    const known = standIns.get(`medicine ${key}`) ?? (random.chance(0.5) ? random.pick(kind) : word);
    standIns.set(`medicine ${key}`, known);
    return likeCase(word === word.toLowerCase() ? known : known.charAt(0).toUpperCase() + known.slice(1), word);
  });
}

/** The lists of medicine that hold names of things. */
const NAMED = 4;
const MEDICINE = new WeakMap<Inventories, ReadonlyMap<string, readonly string[]>>();

/** For each word of medicine, in lower case, those of its kind. */
function medicineOf(inventories: Inventories): ReadonlyMap<string, readonly string[]> {
  const known = MEDICINE.get(inventories);
  if (known !== undefined) return known;
  const ordinary = new Set(inventories.words);
  const kinds = new Map<string, readonly string[]>();
  for (const list of inventories.medical.slice(0, NAMED)) {
    const single = list.filter((one) => /^[\p{L}\p{M}]{4,}$/u.test(one) && !ordinary.has(one.toLowerCase()));
    for (const one of single) kinds.set(one.toLowerCase(), single);
  }
  MEDICINE.set(inventories, kinds);
  return kinds;
}

interface Standing extends Variation {
  readonly standIns: Map<string, string>;
}

function varyValue(value: string, { type }: MarkedSpan, standing: Standing): string {
  if (type === 'NAME')
    return varyWords(value, standing, (index, count, comma) => nameFor({ index, count, comma }, standing));
  if (type === 'LOCATION') return varyPlace(value, standing);
  if (type === 'DATE') return varyDate(value, standing.random);
  if (type === 'AGE_OVER_89')
    return value.replace(/\d+/g, () => String(90 + standing.random.below(standing.random.chance(0.2) ? 16 : 10)));
  return varyId(value, standing.random);
}

type Choose = (index: number, count: number, comma: boolean) => string;

/** Puts another word for each longer than an initial, and another letter for an initial. */
function varyWords(value: string, { random, standIns }: Standing, choose: Choose): string {
  const words = [...value.matchAll(/[\p{L}\p{M}]+(?:['’](?!s\b)[\p{L}\p{M}]+)*/gu)];
  const comma = value.indexOf(',');
  let from = 0;
  let out = '';
  for (const [index, match] of words.entries()) {
    const [word] = match;
    out += value.slice(from, match.index) + replaceWord(word);
    from = match.index + word.length;
    function replaceWord(original: string): string {
      const key = original.toLowerCase();
      if (PARTICLE.test(original)) return original;
      if (original.length === 1) return likeCase(String.fromCharCode(97 + random.below(26)), original);
      const known = standIns.get(key) ?? choose(index, words.length, comma >= 0 && match.index < comma);
      standIns.set(key, known);
      return likeCase(known, original);
    }
  }
  return out + value.slice(from);
}

function nameFor(
  { index, count, comma }: { readonly index: number; readonly count: number; readonly comma: boolean },
  { random, inventories }: Standing,
): string {
  if (random.chance(0.05)) return random.pick(inventories.words);
  if (random.chance(0.07)) return invented(random, inventories);
  const family = count === 1 ? random.chance(0.5) : comma || index === count - 1;
  const dice = random.next();
  const { given, family: families } = dice < 0.25 ? inventories.rare : dice < 0.5 ? inventories.common : inventories;
  return random.pick(family ? families : given);
}

/** The front of one name and the back of another. */
function invented(random: Random, { family }: Inventories): string {
  const [one, two] = [random.pick(family), random.pick(family)];
  return one.slice(0, Math.ceil(one.length / 2)) + two.slice(Math.floor(two.length / 2)).toLowerCase();
}

function varyPlace(value: string, standing: Standing): string {
  const { random, inventories } = standing;
  const whole = varyDigits(value, random);
  if (
    /^\p{L}[\p{L} .'-]*$/u.test(value) &&
    value.split(' ').length < 3 &&
    !value.split(/[ .]/).some(isPlaceWord) &&
    random.chance(0.8)
  ) {
    const town = standing.standIns.get(`place ${value.toLowerCase()}`) ?? city(random, inventories);
    standing.standIns.set(`place ${value.toLowerCase()}`, town);
    return likeCase(town, value);
  }
  const choose = () =>
    random.chance(0.5) ? random.pick(inventories.family) : (city(random, inventories).split(' ')[0] ?? '');
  return whole.replace(/[\p{L}\p{M}]{2,}(?:['’][\p{L}\p{M}]+)*/gu, (word) =>
    isPlaceWord(word) || PARTICLE.test(word) || random.chance(0.25) ? word : varyWords(word, standing, choose),
  );
}

function city(random: Random, { cities, common, rare }: Inventories): string {
  const dice = random.next();
  return random.pick(dice < 0.3 ? rare.cities : dice < 0.65 ? common.cities : cities);
}

function isPlaceWord(word: string): boolean {
  return (tellingBits(word.toLowerCase()) & KEEPS_TO_PLACES) !== 0;
}

function varyDigits(value: string, random: Random): string {
  return value.replace(/\d/g, (digit, at: number) =>
    digit === '0' && at === 0 ? '0' : String(at === 0 ? 1 + random.below(9) : random.below(10)),
  );
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

function varyDate(value: string, random: Random): string {
  return value
    .replace(/\d+/g, (digits) => {
      const number = Number(digits);
      if (digits.length === 4 && /^(?:19|20)/.test(digits)) return String(1925 + random.below(102));
      if (digits.length > 2) return digits;
      const limit = number <= 12 ? 12 : number <= 31 ? 31 : 99;
      const drawn = String(number > 31 ? random.below(100) : 1 + random.below(limit));
      return digits.length === 2
        ? drawn.padStart(2, '0')
        : random.chance(0.8)
          ? String(Number(drawn) % 10 || 9)
          : drawn;
    })
    .replace(/\p{L}{3,}/gu, (word) => {
      const index = MONTHS.findIndex((month) => month.toLowerCase().startsWith(word.toLowerCase()));
      if (index < 0) return word;
      const month = random.pick(MONTHS);
      return likeCase(word.length === 3 ? month.slice(0, 3) : month, word);
    });
}

function varyId(value: string, random: Random): string {
  const letters = !/[@/]|www|\.\p{Ll}{2,}/u.test(value) && !/\p{Ll}{4,}/u.test(value);
  const spelled = value.replace(/\d/g, () => String(random.below(10)));
  if (!letters) return spelled;
  return spelled.replace(/\p{Lu}/gu, (letter) =>
    random.chance(0.5) ? letter : String.fromCharCode(65 + random.below(26)),
  );
}

function likeCase(word: string, model: string): string {
  if (model.length > 1 && model === model.toUpperCase() && model !== model.toLowerCase()) return word.toUpperCase();
  if (model === model.toLowerCase()) return word.toLowerCase();
  if (model === model.toUpperCase()) return word.toUpperCase();
  return word;
}
