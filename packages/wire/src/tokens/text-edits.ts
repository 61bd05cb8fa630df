/** What was written over a stretch of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly put: string;
  /** Whether what it writes takes the place of other edits' in the same stretch. Default: false. */
  readonly wins?: boolean;
}

/** Words, white space, and any other character by itself: none is empty, so there are no more of them than characters. */
const PIECES = /[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu;

/** A text in pieces that stay together. */
export function piecesOf(text: string): readonly string[] {
  return text.match(PIECES) ?? [];
}

/** Edits that make one text of another, and how many pieces of the other they make. */
export interface Alignment {
  readonly edits: readonly Edit[];
  readonly used: number;
}

/**
 * Finds edits that make `after` of `before` by what the two have in common, word by word: how both begin (and end, unless
 * `open`), and between these their longest common subsequence. With `open`, only as much of `after` is made as is needed to
 * keep so many. Takes time in the product of what is between.
 */
export function alignPieces(
  before: readonly string[],
  after: readonly string[],
  { open = false }: { readonly open?: boolean } = {},
): Alignment {
  const first = sharedStart(before, after);
  const last = open ? 0 : sharedStart(before.slice(first).toReversed(), after.slice(first).toReversed());
  const middle = { before: before.slice(first, before.length - last), after: after.slice(first, after.length - last) };
  const kept = keptPieces(middle);
  const ends = kept.subarray(kept.length - middle.after.length - 1);
  const used = open ? ends.indexOf(ends[middle.after.length] ?? 0) : middle.after.length;
  const offset = before.slice(0, first).join('').length;
  const edits = editsBetween({ ...middle, used, kept });
  return {
    edits: edits.map((edit) => ({ ...edit, start: edit.start + offset, end: edit.end + offset })),
    used: first + used + last,
  };
}

function sharedStart(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a[at] === b[at]) at += 1;
  return at;
}

function keptPieces({ before, after }: Pick<Table, 'before' | 'after'>): Uint32Array {
  const width = after.length + 1;
  const kept = new Uint32Array((before.length + 1) * width);
  for (const [row, piece] of before.entries()) {
    for (const [column, other] of after.entries()) {
      const at = (row + 1) * width + column + 1;
      const same = piece === other ? (kept[at - width - 1] ?? 0) + 1 : 0;
      kept[at] = Math.max(same, kept[at - 1] ?? 0, kept[at - width] ?? 0);
    }
  }
  return kept;
}

interface Table {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly used: number;
  /** For each so many of `before`, row by row, and of `after`: how many can be kept. */
  readonly kept: Uint32Array;
}

function editsBetween({ before, after, used, kept }: Table): readonly Edit[] {
  const width = after.length + 1;
  const edits: Edit[] = [];
  let end = before.join('').length;
  let [row, column, start, put] = [before.length, used, end, ''];
  const close = () => {
    if (start < end || put !== '') edits.unshift({ start, end, put });
  };
  while (row > 0 || column > 0) {
    const at = row * width + column;
    const piece = before[row - 1] ?? '';
    if (row > 0 && column > 0 && piece === after[column - 1]) {
      close();
      end = start -= piece.length;
      put = '';
      row -= 1;
      column -= 1;
    } else if (column > 0 && (row === 0 || kept[at] === kept[at - 1])) {
      column -= 1;
      put = (after[column] ?? '') + put;
    } else {
      row -= 1;
      start -= piece.length;
    }
  }
  close();
  return edits;
}

/** Writes edits, which may overlap: nothing stays that one of them wrote over. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let copied = 0;
  for (const { start, end, put } of merged(edits)) {
    pieces.push(text.slice(copied, start), put);
    copied = end;
  }
  return pieces.join('') + text.slice(copied);
}

function merged(edits: readonly Edit[]): readonly Edit[] {
  const joined: Edit[] = [];
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined.at(-1);
    if (last === undefined || last.end <= edit.start) joined.push(edit);
    else joined[joined.length - 1] = { ...stronger(last, edit), start: last.start, end: Math.max(last.end, edit.end) };
  }
  return joined;
}

function stronger(a: Edit, b: Edit): Edit {
  if ((a.wins ?? false) !== (b.wins ?? false)) return a.wins ? a : b;
  return b.end - b.start > a.end - a.start ? b : a;
}
