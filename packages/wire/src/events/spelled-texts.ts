import type { Draft, DraftSlot, LeafGroup, LeafSlot } from '../draft.ts';

/**
 * Tells whether `logprobs` of an event spell the texts of their group and nothing else. Some servers give the tokens of a text
 * before the text itself; those would show what may be masked later.
 */
export function spellsOnlyItsGroup(draft: Draft, { first, end, blanks }: LeafGroup): boolean {
  if (blanks.length === 0) return true;
  const texts = new Set(['']);
  for (const slot of draft.slots) {
    const leaf = leafOf(slot);
    if (leaf < first || leaf >= end) continue;
    const text = 'leaf' in slot ? draft.leaves[slot.leaf]?.text : slot.draft.source;
    if (text !== undefined) texts.add(text);
  }
  return blanks.every((blank) => {
    const value = JSON.parse(draft.source.slice(blank.start, blank.end)) as unknown;
    return tokenLists(value).every((tokens) => texts.has(tokens.join('')));
  });
}

function leafOf(slot: LeafSlot | DraftSlot): number {
  return 'leaf' in slot ? slot.leaf : slot.first;
}

/** The tokens of each list: of the value itself, or under its keys (`content`, `refusal`, `tokens`). */
function tokenLists(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const lists = Array.isArray(value) ? [value as readonly unknown[]] : Object.values(value).filter(Array.isArray);
  return lists.map((list: readonly unknown[]) => list.flatMap(tokenOf));
}

function tokenOf(item: unknown): readonly string[] {
  if (typeof item === 'string') return [item];
  const token = typeof item === 'object' && item !== null && 'token' in item ? item.token : undefined;
  return typeof token === 'string' ? [token] : [];
}
