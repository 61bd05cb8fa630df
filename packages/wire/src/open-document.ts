import { SallyportError, utf8 } from '@sallyport/core';
import type { Draft } from './draft.ts';
import { isChange } from './leaf-change.ts';
import { rewriteDraft } from './rewrite-draft.ts';
import type { TextDocument, TextLeaf } from './text-document.ts';

/** Makes the document of a body. Leaves that stand outside the body, in its path, come first. */
export function openDocument(body: Uint8Array, draft: Draft, outside: readonly TextLeaf[]): TextDocument {
  const leaves = outside.length === 0 ? draft.leaves : [...outside, ...draft.leaves];
  return Object.freeze({
    leaves,
    ...(draft.model === undefined ? {} : { model: draft.model }),
    inputs: draft.inputs,
    rewrite(replacements: ReadonlyMap<number, string>): Uint8Array {
      const changes = realChanges(leaves, replacements);
      if (changes.size === 0) return body;
      return utf8(rewriteDraft(draft, (leaf) => changes.get(leaf + outside.length)));
    },
  });
}

function realChanges(leaves: readonly TextLeaf[], replacements: ReadonlyMap<number, string>): Map<number, string> {
  const changes = new Map<number, string>();
  for (const [index, text] of replacements) {
    const leaf = leaves[index];
    if (leaf === undefined) throw new SallyportError('internal');
    if (!isChange(leaf, text)) continue;
    if (leaf.role === 'structure') throw new SallyportError('phi_in_structure');
    changes.set(index, text);
  }
  return changes;
}
