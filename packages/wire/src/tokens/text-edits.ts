/** What was written over a stretch of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly put: string;
}

/** Words, white space, and any other character by itself: none is empty, so there are no more of them than characters. */
const PIECES = /[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu;

/** A text in pieces that stay together. */
export function piecesOf(text: string): readonly string[] {
  return text.match(PIECES) ?? [];
}

/**
 * Finds edits that make `after` of `before` by what the two have in common, word by word: how both begin, how both end and,
 * between these, their longest common subsequence. Takes time in the product of what is between.
 */
export function editsBetween(before: readonly string[], after: readonly string[]): readonly Edit[] {
  const first = sharedStart(before, after);
  const last = sharedStart(before.slice(first).toReversed(), after.slice(first).toReversed());
  const middle = { before: before.slice(first, before.length - last), after: after.slice(first, after.length - last) };
  const offset = before.slice(0, first).join('').length;
  const edits = tracedBack({ ...middle, kept: keptPieces(middle) });
  return edits.map(({ start, end, put }) => ({ start: start + offset, end: end + offset, put }));
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
  /** For each so many of `before`, row by row, and of `after`: how many can be kept. */
  readonly kept: Uint32Array;
}

function tracedBack({ before, after, kept }: Table): readonly Edit[] {
  const width = after.length + 1;
  const edits: Edit[] = [];
  let end = before.join('').length;
  let [row, column, start, put] = [before.length, after.length, end, ''];
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
