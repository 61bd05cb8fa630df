import { SallyportError } from '@sallyport/core';
import type { TextEdit, TextWindow } from './event-stream.ts';

/** A text with edits, which are sorted and free of overlaps, made in it. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let written = '';
  let copied = 0;
  for (const edit of edits) {
    written += text.slice(copied, edit.start) + edit.text;
    copied = edit.end;
  }
  return (written + text.slice(copied)).toWellFormed();
}

/** Throws `internal` of edits that are not sorted, overlap, cover nothing or leave the window, and `phi_in_structure` of any in a structure. */
export function checkEdits(window: TextWindow, edits: readonly TextEdit[]): void {
  let behind = window.from;
  for (const { start, end } of edits) {
    if (!(start >= behind && end > start && end <= window.text.length)) throw new SallyportError('internal');
    behind = end;
  }
  if (edits.length > 0 && window.role === 'structure') throw new SallyportError('phi_in_structure');
}
