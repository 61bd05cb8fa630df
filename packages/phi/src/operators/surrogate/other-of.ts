import type { Draw } from '../../keyed/draw.ts';

/** One of a list that is not `original`; both are in lower case. The list has two at least. */
export function otherOf(list: readonly string[], original: string, draw: Draw): string {
  const at = draw.below(list.length);
  const picked = list[at] ?? '';
  return picked === original ? (list[(at + 1) % list.length] ?? '') : picked;
}
