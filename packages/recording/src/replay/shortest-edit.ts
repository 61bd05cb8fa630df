import type { DiffLine } from './diff-line.ts';

/** How many comparisons are made for each line, and at least, before the search is given up. */
const STEPS_PER_LINE = 32;
const STEPS_AT_LEAST = 10_000;

/** How far each diagonal `k = x - y` got: `[edits][k + edits]` is its x. */
type Reached = readonly (readonly number[])[];

/**
 * The shortest way from one list of lines to another: Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), greedy. Gives
 * `undefined` where that would take more than linear time.
 */
export function shortestEdit(a: readonly string[], b: readonly string[]): readonly DiffLine[] | undefined {
  let steps = STEPS_AT_LEAST + STEPS_PER_LINE * (a.length + b.length);
  const reached: number[][] = [];
  for (let edits = 0; steps > 0; edits += 1) {
    const furthest: number[] = [];
    reached.push(furthest);
    for (let k = -edits; k <= edits; k += 2) {
      const from = afterEdit(reached, edits, k).x;
      let x = from;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      furthest[k + edits] = x;
      steps -= 1 + x - from;
      if (x >= a.length && x - k >= b.length) return traceBack(a, b, reached);
    }
  }
  return undefined;
}

/** Where diagonal `k` stands after its last edit: a line added, from the diagonal above, or removed, from the one below. */
function afterEdit(reached: Reached, edits: number, k: number): { readonly x: number; readonly added: boolean } {
  if (edits === 0) return { x: 0, added: false };
  const above = reached[edits - 1]?.[k + edits];
  const below = reached[edits - 1]?.[k + edits - 2];
  const added = below === undefined || (above !== undefined && below < above);
  return { x: added ? (above ?? 0) : below + 1, added };
}

function traceBack(a: readonly string[], b: readonly string[], reached: Reached): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let [x, y] = [a.length, b.length];
  for (let edits = reached.length - 1; edits >= 0; edits -= 1) {
    const edit = afterEdit(reached, edits, x - y);
    while (x > edit.x) {
      lines.push({ kind: 'same', text: a[--x] ?? '' });
      y -= 1;
    }
    if (edits === 0) break;
    lines.push(edit.added ? { kind: 'added', text: b[--y] ?? '' } : { kind: 'removed', text: a[--x] ?? '' });
  }
  return lines.toReversed();
}
