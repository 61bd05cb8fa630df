import { SallyportError } from '@sallyport/core';
import { type Edit, editsBetween, piecesOf } from './text-edits.ts';
import type { TokenSeam } from './token-seam.ts';

/** By how much text what is next to an identifier is known again, and how much longer than the identifier its replacement may be, in UTF-16 code units. */
const SHORTEST_SIGN = 4;
const LONGEST_SIGN = 24;
const MOST_GROWTH = 64;

/** Texts of a batch that were judged by themselves, and where one ends and the next begins once more. */
export interface JudgedTexts {
  readonly texts: readonly string[];
  /** What each became, judged by itself. */
  readonly written: readonly string[];
  readonly seams: readonly TokenSeam[];
  /** What each seam became. */
  readonly judged: readonly string[];
}

/**
 * What the texts become: what was found in a seam, and not in a text by itself, is replaced too. What spans two texts is written
 * into the first. Throws `input_unreadable` where what spans two reaches beyond them, or one of them was changed so that no one
 * can tell what is left of it.
 */
export function mendTexts({ texts, written, seams, judged }: JudgedTexts): readonly string[] {
  const mended = [...written];
  for (const [index, seam] of seams.entries()) {
    const whole = seam.before + seam.behind;
    const became = judged[index] ?? whole;
    if (became === whole) continue;
    const edits = editsBetween(piecesOf(whole), piecesOf(became));
    const sides = { left: mended[index] ?? '', right: mended[index + 1] ?? '' };
    const sources = { left: texts[index] ?? '', right: texts[index + 1] ?? '' };
    const { left, right } = mendSeam({ sides, sources, seam, edits });
    mended[index] = left;
    mended[index + 1] = right;
  }
  return mended;
}

/** The texts to both sides of a seam. */
interface Sides {
  readonly left: string;
  readonly right: string;
}

interface Mending {
  readonly sides: Sides;
  /** What they were. */
  readonly sources: Sides;
  readonly seam: TokenSeam;
  readonly edits: readonly Edit[];
}

function mendSeam({ sides, sources, seam: { before, behind }, edits }: Mending): Sides {
  const border = before.length;
  const across = edits.find(({ start, end }) => start < border && end > border);
  const lost = {
    left: before.slice(across?.start ?? border),
    right: behind.slice(0, (across?.end ?? border) - border),
  };
  const inLeft = edits.filter(({ end }) => end <= border).toReversed();
  const inRight = edits.filter(({ start }) => start >= border);
  const rest = { left: before.slice(0, border - lost.left.length), right: behind.slice(lost.right.length) };
  const turned = inLeft.map((edit) => turnedEdit(edit, rest.left.length));
  const shifted = inRight.map((edit) => shiftedEdit(edit, border + lost.right.length));
  const next = {
    left: turnedText(rest.left).slice(0, turned[0]?.start),
    right: rest.right.slice(0, shifted[0]?.start),
  };
  const kept = {
    left: withoutStart(turnedText(sides.left), {
      source: turnedText(sources.left),
      lost: turnedText(lost.left),
      next: next.left,
    }),
    right: withoutStart(sides.right, { source: sources.right, lost: lost.right, next: next.right }),
  };
  return {
    left: turnedText(mendStart(kept.left, turnedText(rest.left), turned)) + (across?.put ?? ''),
    right: mendStart(kept.right, rest.right, shifted),
  };
}

interface Half {
  /** The text as it was. */
  readonly source: string;
  /** Its half of what spans two. */
  readonly lost: string;
  /** What comes next, as far as the seam shows it and nothing in it was replaced. */
  readonly next: string;
}

/**
 * A text without its half of what spans two. Where that was changed already, the text is known again by what comes next, if that
 * stands as it was and cannot be taken for the half itself.
 */
function withoutStart(text: string, { source, lost, next }: Half): string {
  if (text.startsWith(lost)) return text.slice(lost.length);
  if (source === lost + next) return next;
  const sign = next.slice(0, LONGEST_SIGN);
  const at = text.indexOf(sign);
  const isSure = sign.length >= SHORTEST_SIGN && (lost + sign).indexOf(sign) === lost.length;
  if (!isSure || at < 0 || at > lost.length + MOST_GROWTH) throw new SallyportError('input_unreadable');
  return text.slice(at);
}

/** Makes edits at the beginning of a text, each unless it was made, or something else was, when the text was judged by itself. */
function mendStart(text: string, source: string, edits: readonly Edit[]): string {
  let mended = text;
  let done = '';
  let read = 0;
  for (const { start, end, put } of edits) {
    const between = source.slice(read, start);
    const raw = done + between + source.slice(start, end);
    done += between + put;
    read = end;
    if (mended.startsWith(raw)) mended = done + mended.slice(raw.length);
    else if (!mended.startsWith(done)) break;
  }
  return mended;
}

function turnedEdit({ start, end, put }: Edit, length: number): Edit {
  return { start: length - end, end: length - start, put: turnedText(put) };
}

function shiftedEdit({ start, end, put }: Edit, by: number): Edit {
  return { start: start - by, end: end - by, put };
}

function turnedText(text: string): string {
  return [...text].toReversed().join('');
}
