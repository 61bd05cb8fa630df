import { allMatches } from '../grammar/matches.ts';
import { Rewrite, type View } from './rewrite.ts';

const SINGLE = String.raw`[A-Za-z0-9\u00C0-\u024F@./:,'#+_-]`;
const SPACED = new RegExp(String.raw`(?<![^\s(:"'])${SINGLE}(?= )(?: {1,3}${SINGLE}(?![^\s)"',;:?!])){3,}`, 'g');
const ALPHANUMERIC = /[A-Za-z0-9\u00C0-\u024F]/;
const THREE = /(?<!\S)[A-Za-z0-9\u00C0-\u024F] [A-Za-z0-9\u00C0-\u024F] [A-Za-z0-9\u00C0-\u024F](?!\S)/;
const LEAST = 4;
const SMALL_THEN_CAPITAL = /^[a-z\u00DF-\u00FF] [A-Z\u00C0-\u00DE]$/;

/**
 * Joins what is written letter by letter: `J o h n   S m i t h`, `3 2 1 - 5 4 - 9 8 7 6`. Words end at a wider gap; else before a capital behind a
 * small letter, before the number behind a word, before the word behind a number, and behind a colon or comma. At least four letters or digits, of
 * which three stand side by side.
 */
export function withoutSpacing(text: string): View | undefined {
  const rewrite = new Rewrite(text);
  for (const { 0: run, index } of allMatches(text, SPACED)) {
    if (!THREE.test(run) || !holdsEnough(run)) continue;
    let letters = 0;
    for (let at = 0; at < run.length; at++) {
      if (run.charAt(at) !== ' ') {
        letters = /[^\d@./:,'#+_-]/.test(run.charAt(at)) ? letters + 1 : 0;
        continue;
      }
      let end = at + 1;
      while (run.charAt(end) === ' ') end++;
      const apart = end - at > 1 || parts(run.slice(at - 1, at + 2), letters, run.slice(end, end + 5));
      if (!apart) rewrite.replace(index + at, index + end, '');
      else if (end - at > 1) rewrite.replace(index + at, index + end, ' ');
      if (apart) letters = 0;
      at = end - 1;
    }
  }
  return rewrite.finish();
}

function holdsEnough(run: string): boolean {
  let count = 0;
  for (let at = 0; at < run.length && count < LEAST; at++) if (ALPHANUMERIC.test(run.charAt(at))) count++;
  return count === LEAST;
}

function parts(pair: string, letters: number, ahead: string): boolean {
  if (SMALL_THEN_CAPITAL.test(pair) || /^[:,] /.test(pair)) return true;
  if (letters >= 3 && /\d$/.test(pair)) return true;
  return /^\d [A-Za-z]$/.test(pair) && /^[A-Za-z] [A-Za-z] [A-Za-z]/.test(ahead);
}
