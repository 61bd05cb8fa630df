import type { TextLeaf } from './text-document.ts';

/** The most leaves of a window. */
export const WINDOW_LEAVES = 256;

/** The most text of a window, in UTF-16 code units, unless one leaf alone has more. */
export const WINDOW_LENGTH = 65_536;

/** Divides leaves into windows of bounded size, in order. */
export function* leafWindows(leaves: readonly TextLeaf[]): Generator<readonly TextLeaf[]> {
  let first = 0;
  let length = 0;
  for (const [index, { text }] of leaves.entries()) {
    length += text.length;
    if (index === first || (index - first < WINDOW_LEAVES && length <= WINDOW_LENGTH)) continue;
    yield leaves.slice(first, index);
    first = index;
    length = text.length;
  }
  if (first < leaves.length) yield leaves.slice(first);
}
