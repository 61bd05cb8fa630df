import type { Draft, DraftSlot, LeafSlot } from './draft.ts';
import type { Extent } from './json/json-sink.ts';

/** What to write over an extent of a source. */
interface Edit extends Extent {
  readonly text: string;
}

/** The new text of a leaf, by its index in the draft, or `undefined` where it stays. */
export type Replacement = (leaf: number) => string | undefined;

/**
 * The draft's source with its leaves replaced: each a JSON string (RFC 8259 §7), escaped once more for each document that
 * holds it. What spells out a changed group becomes `null`. All other characters stay. Linear in the source.
 */
export function rewriteDraft(draft: Draft, replacement: Replacement): string {
  const edits = [...slotEdits(draft, replacement), ...blankEdits(draft, replacement)];
  if (edits.length === 0) return draft.source;
  edits.sort((a, b) => a.start - b.start);
  const pieces: string[] = [];
  let copied = 0;
  for (const { start, end, text } of edits) {
    pieces.push(draft.source.slice(copied, start), text);
    copied = end;
  }
  pieces.push(draft.source.slice(copied));
  return pieces.join('');
}

function slotEdits(draft: Draft, replacement: Replacement): Edit[] {
  const edits: Edit[] = [];
  for (const slot of draft.slots) {
    const text = slotText(slot, replacement);
    // A lone surrogate in a replacement would not be text
    if (text !== undefined) edits.push({ start: slot.start, end: slot.end, text: JSON.stringify(text.toWellFormed()) });
  }
  return edits;
}

function slotText(slot: LeafSlot | DraftSlot, replacement: Replacement): string | undefined {
  if ('leaf' in slot) return replacement(slot.leaf);
  const inner = rewriteDraft(slot.draft, (leaf) => replacement(slot.first + leaf));
  return inner === slot.draft.source ? undefined : inner;
}

function blankEdits(draft: Draft, replacement: Replacement): Edit[] {
  return draft.groups.flatMap(({ first, end, blanks }) => {
    if (blanks.length === 0) return [];
    for (let leaf = first; leaf < end; leaf++) {
      if (replacement(leaf) !== undefined) return blanks.map(({ start, end }) => ({ start, end, text: 'null' }));
    }
    return [];
  });
}
