import type { Survey } from './survey.ts';
import type { WordSet } from './word-set.ts';

/** All matches of a global pattern. What `matchAll` gives, without its copy of the pattern, which costs more than a short text. */
export function allMatches(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    matches.push(match);
    if (match[0] === '') pattern.lastIndex++;
  }
  return matches;
}

/**
 * All matches of a sticky pattern that begin at words of a set, disjoint. Where the pattern can begin nowhere else these
 * are all there are, and most of the text is never looked at.
 */
export function matchesAtWords(
  { text, starts, wordsAt }: Survey,
  { words }: WordSet,
  pattern: RegExp,
): readonly RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  let free = 0;
  for (let index = 0; index < starts.length; index++) {
    if (((wordsAt[index] as number) & words) === 0) continue;
    const start = starts[index] as number;
    if (start < free) continue;
    const match = matchAt(text, start, pattern);
    if (match === null) continue;
    matches.push(match);
    free = start + match[0].length;
  }
  return matches;
}

/** All matches of a sticky pattern that begin where a line begins. The pattern must not match across lines. */
export function matchesAtLines({ text, lines }: Survey, pattern: RegExp): readonly RegExpExecArray[] {
  return matchesFrom(text, lines, pattern);
}

/** The matches of a sticky pattern that begin at the given offsets, wherever they end. */
export function matchesFrom(text: string, offsets: Iterable<number>, pattern: RegExp): readonly RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  for (const offset of offsets) {
    const match = matchAt(text, offset, pattern);
    if (match !== null) matches.push(match);
  }
  return matches;
}

function matchAt(text: string, start: number, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = start;
  return pattern.exec(text);
}

/** Where a match begins, its group `gap`, which a lookbehind reads before it, included. */
export function gapStart({ index, groups }: RegExpExecArray): number {
  return index - (groups?.gap?.length ?? 0);
}

/** Where a match begins, its group `lead` left out. */
export function valueStart({ index, groups }: RegExpExecArray): number {
  return index + (groups?.lead?.length ?? 0);
}
