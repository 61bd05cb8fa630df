import { SallyportError } from '@sallyport/core';
import { isChange } from './leaf-change.ts';
import type { Section } from './sections/section.ts';
import { writeSections } from './sections/section-writer.ts';
import type { TextDocument, TextLeaf } from './text-document.ts';

/** Makes the document of a body. Leaves that stand outside the body, in its path, come first. */
export function openDocument(
  body: Uint8Array,
  sections: readonly Section[],
  outside: readonly TextLeaf[] = [],
): TextDocument {
  const [only] = sections;
  const isPlain = outside.length === 0 && sections.length === 1 && only !== undefined;
  const leaves = isPlain ? only.leaves : [...outside, ...sections.flatMap((section) => section.leaves)];
  const model = sections.findLast((section) => section.model !== undefined)?.model;
  return Object.freeze({
    leaves,
    ...(model === undefined ? {} : { model }),
    inputs: sections.reduce((inputs, section) => inputs + section.inputs, 0),
    rewrite(replacements: ReadonlyMap<number, string>): Uint8Array {
      const changes = realChanges(leaves, replacements);
      if (changes.size === 0) return body;
      return writeSections(sections, (leaf) => changes.get(leaf + outside.length));
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
