import { alignPieces, applyEdits, type Edit, piecesOf } from './text-edits.ts';
import type { TokenSeam } from './token-seam.ts';

/** A text of so many words is compared as a whole; of a longer one, so many at either end: more than a seam has. */
const SHORT = 240;
const END = 120;

/** Texts of a batch that were judged by themselves, and where one ends and the next begins once more. */
export interface JudgedTexts {
  readonly texts: readonly string[];
  /** What each became, judged by itself. */
  readonly written: readonly string[];
  readonly seams: readonly TokenSeam[];
  /** What each seam became. */
  readonly judged: readonly string[];
}

/** What the texts become: nothing stays in them that was replaced in a text or in a seam. What spans two texts is written into the first. */
export function mendTexts({ texts, written, seams, judged }: JudgedTexts): readonly string[] {
  const edits = texts.map((): Edit[] => []);
  for (const [index, seam] of seams.entries()) {
    const became = judged[index] ?? seam.whole;
    if (became === seam.whole) continue;
    const { edits: changes } = alignPieces(piecesOf(seam.whole), piecesOf(became));
    for (const change of changes) spread(change, seam, edits);
  }
  return texts.map((text, index) => {
    const more = edits[index] ?? [];
    return more.length === 0 ? (written[index] ?? '') : mend(text, written[index] ?? '', more);
  });
}

/** Divides a change of a seam among the texts it stands in. */
function spread(change: Edit, { pieces }: TokenSeam, edits: readonly Edit[][]): void {
  let offset = 0;
  let rest = change.put;
  for (const { text, start, end } of pieces) {
    const from = Math.max(change.start, offset);
    const to = Math.min(change.end, offset + end - start);
    const spans = change.start < offset || change.end > offset + end - start;
    const shift = start - offset;
    if (from < to) {
      edits[text]?.push({ start: from + shift, end: to + shift, put: rest, ...(spans ? { wins: true } : {}) });
      rest = '';
    }
    offset += end - start;
  }
}

function mend(text: string, written: string, more: readonly Edit[]): string {
  const before = piecesOf(text);
  const after = piecesOf(written);
  if (before.length <= SHORT) {
    const slack = after.slice(0, 2 * SHORT);
    const own = alignPieces(before, slack).edits;
    return applyEdits(text, [...own, ...more]) + after.slice(slack.length).join('');
  }
  const head = mendHead(before, after, more);
  const tail = mendTail(text, head.rest, { before, more });
  return head.text + tail;
}

function mendHead(before: readonly string[], after: readonly string[], more: readonly Edit[]) {
  const first = before.slice(0, END);
  const text = first.join('');
  const { edits, used } = alignPieces(first, after.slice(0, 2 * END), { open: true });
  const here = more.filter(({ end }) => end <= text.length);
  return { text: applyEdits(text, [...edits, ...here]), rest: after.slice(used) };
}

function mendTail(
  text: string,
  after: readonly string[],
  { before, more }: { readonly before: readonly string[]; readonly more: readonly Edit[] },
): string {
  const last = before.slice(-END);
  const end = last.join('');
  const offset = text.length - end.length;
  const { edits, used } = alignPieces(turned(last), turned(after.slice(-2 * END)), { open: true });
  const own = edits.map((edit) => ({
    start: end.length - edit.end,
    end: end.length - edit.start,
    put: turnedText(edit.put),
  }));
  const here = more.filter(({ start }) => start >= offset);
  const shifted = here.map((edit) => ({ ...edit, start: edit.start - offset, end: edit.end - offset }));
  return after.slice(0, after.length - used).join('') + applyEdits(end, [...own, ...shifted]);
}

function turned(pieces: readonly string[]): readonly string[] {
  return pieces.toReversed();
}

function turnedText(text: string): string {
  return piecesOf(text).toReversed().join('');
}
