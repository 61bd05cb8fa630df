import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allLocales } from '@faker-js/faker';

/** Names of the world's persons and places, and ordinary words, from the locales of @faker-js/faker (MIT). */
export interface Inventories {
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly cities: readonly string[];
  readonly streets: readonly string[];
  readonly words: readonly string[];
  readonly countries: readonly string[];
  /** Drugs; organisms and genes; eponyms; devices. */
  readonly medical: readonly (readonly string[])[];
}

/** Lists written for this project, in `lists`. */
const MEDICAL = [['drugs', 'brands'], ['organisms', 'genes'], ['eponyms'], ['devices']];

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
    medical: MEDICAL.map((files) => files.flatMap(readList)),
  };
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
