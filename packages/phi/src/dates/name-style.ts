import { inCaseOf } from '../grammar/letter-case.ts';

/** Lists of names of the months, or of the days of the week, in their order, each list a style of writing them. */
export interface NameStyles {
  /** All names of all styles, longest first, as the inside of a regular expression group. */
  readonly pattern: string;
  /** The place of a name in its list, from 0. */
  indexOf(name: string): number;
  /** The name at a place, in the style and the letter case of `like`. `short` takes the abbreviation where `like` is both. */
  nameLike(like: string, index: number, short: boolean): string;
}

/**
 * Makes styles of lists, each a string of names with spaces between them, the second the abbreviations of the first. Where a
 * name is in two, the first has it.
 */
export function nameStyles(sources: readonly string[]): NameStyles {
  const lists = sources.map((source) => source.split(' '));
  const names = [...new Set(lists.flat())].sort((a, b) => b.length - a.length);
  const listOf = (name: string, short = false) => {
    const lower = name.toLowerCase();
    return (short && lists[1]?.includes(lower) ? lists[1] : undefined) ?? lists.find((list) => list.includes(lower));
  };
  return {
    pattern: names.join('|'),
    indexOf: (name) => listOf(name)?.indexOf(name.toLowerCase()) ?? -1,
    nameLike: (like, index, short) => inCaseOf(like, listOf(like, short)?.[index] ?? ''),
  };
}
