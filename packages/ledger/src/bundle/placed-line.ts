import { fromUtf8, utf8 } from '@sallyport/core';
import { MAX_LEAF_BYTES } from '../event/sign-event.ts';
import { parseJsonObject } from '../jws/compact-jws.ts';
import type { PlacedLeaf } from '../verify/placed-leaf.ts';

/** The most bytes of a line without its line break: a leaf and what is around it. */
export const MAX_PLACED_LINE_BYTES = MAX_LEAF_BYTES + 64;

/** Writes an entry as a line of `selected.ndjson` or `context.ndjson`, with its line break: `{"index":17,"leaf":"<compact JWS>"}`. */
export function encodePlacedLeaf({ index, leaf }: PlacedLeaf): string {
  return `${JSON.stringify({ index, leaf: fromUtf8(leaf) })}\n`;
}

/** Reads such a line, without its line break. What `encodePlacedLeaf` would not have written gives `undefined`. */
export function decodePlacedLeaf(line: Uint8Array): PlacedLeaf | undefined {
  const { index, leaf } = parseJsonObject(line) ?? {};
  if (!Number.isSafeInteger(index) || (index as number) < 0 || typeof leaf !== 'string') return undefined;
  const placed = { index: index as number, leaf: utf8(leaf) };
  return encodePlacedLeaf(placed) === `${fromUtf8(line)}\n` ? placed : undefined;
}
