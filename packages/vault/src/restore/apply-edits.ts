import type { TokenEdit } from './restore-edits.ts';

/** The text with edits made, which must be sorted and disjoint. */
export function applyEdits(text: string, edits: readonly TokenEdit[]): string {
  if (edits.length === 0) return text;
  const parts: string[] = [];
  let copied = 0;
  for (const edit of edits) {
    parts.push(text.slice(copied, edit.start), edit.text);
    copied = edit.end;
  }
  parts.push(text.slice(copied));
  return parts.join('');
}
