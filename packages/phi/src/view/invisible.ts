import { allMatches } from '../grammar/matches.ts';
import { OPAQUE } from '../seal.ts';
import { Rewrite, type View } from './rewrite.ts';

// Soft hyphen, joiners, zero-width spaces, marks and controls of direction, byte order mark, variation selectors, tags.
const INVISIBLE =
  /(?:\u034F|[\u180B-\u180D\uFE00-\uFE0F]|[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]|\uDB40[\uDC00-\uDDEF])+/g;
const SELECTOR = /^(?:[\u180B-\u180D\uFE00-\uFE0F]|\uDB40[\uDD00-\uDDEF])/;

/**
 * Leaves out the characters that nobody sees. A variation selector belongs to the character before it. Where a zero-width
 * space parts a small letter from a capital it stands for a space, and a soft hyphen at the end of a line for a hyphen.
 */
export function withoutInvisible(text: string): View | undefined {
  const rewrite = new Rewrite(text);
  for (const { 0: run, index } of allMatches(text, INVISIBLE)) {
    const end = index + run.length;
    const base = SELECTOR.test(run) ? baseBefore(text, index) : '';
    rewrite.replace(index - base.length, end, base + seenIn(run, text.slice(index - 1, index), text.charAt(end)));
  }
  return rewrite.finish();
}

function baseBefore(text: string, end: number): string {
  const base = /[\uD800-\uDBFF][\uDC00-\uDFFF]$|[\s\S]$/.exec(text.slice(Math.max(0, end - 2), end))?.[0] ?? '';
  return base === OPAQUE ? '' : base;
}

function seenIn(run: string, before: string, after: string): string {
  if (run.includes('\u00AD') && (after === '\n' || after === '\r')) return '-';
  return run.includes('\u200B') && /[a-z]/.test(before) && /[A-Z]/.test(after) ? ' ' : '';
}
