import { seededRandom } from '../load/seeded-random.ts';

/** A note of `examples/notes`, and what its list names in it. */
export interface ExampleNote {
  readonly text: string;
  /** Every identifier that the list beside it names. */
  readonly identifiers: readonly { readonly type: string; readonly value: string }[];
}

const ONSETS = ['b', 'br', 'c', 'd', 'f', 'g', 'h', 'k', 'l', 'm', 'n', 'p', 'r', 's', 'st', 't', 'tr', 'v', 'w'];
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ei', 'ou'];
const ENDS = ['', 'n', 'r', 'l', 's', 'nd', 'rt', 'ck'];

/**
 * The same note about other people: every word of its names is another, invented one, the same wherever it stands, and a last
 * line tells it from all others. The same number always gives the same text; different ones give different texts.
 */
export function varyNote({ text, identifiers }: ExampleNote, number: number): string {
  const random = seededRandom(Math.imul(number + 1, 0x85eb_ca6b));
  const names = identifiers.flatMap(({ type, value }) => (type === 'NAME' ? (value.match(/\p{L}{3,}/gu) ?? []) : []));
  const others = new Map(names.map((name) => [name.toLowerCase(), inventName(random)]));
  const varied = text.replaceAll(/\p{L}{3,}/gu, (word) => inCaseOf(word, others.get(word.toLowerCase()) ?? word));
  return `${varied.trimEnd()}\nLab reference ${number.toString(36)}.\n`;
}

function inventName(random: () => number): string {
  const one = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  return Array.from({ length: 2 + Math.floor(random() * 2) }, () => one(ONSETS) + one(VOWELS) + one(ENDS)).join('');
}

/** A word that is its own replacement stays as it is. */
function inCaseOf(word: string, other: string): string {
  if (word === other) return word;
  if (word === word.toLowerCase()) return other;
  if (word === word.toUpperCase()) return other.toUpperCase();
  return other.slice(0, 1).toUpperCase() + other.slice(1);
}
