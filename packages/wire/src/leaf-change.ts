import type { TextLeaf } from './text-document.ts';

/** Tells whether a leaf is to become another text. */
export function isChange(leaf: TextLeaf, text: string | undefined): text is string {
  return text !== undefined && text !== leaf.text;
}
