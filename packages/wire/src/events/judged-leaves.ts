import type { TextLeaf } from '../text-document.ts';

/** Longer texts are seldom repeated. */
const LONGEST = 128;

/** How many are remembered; then all are forgotten. */
const MOST = 1024;

/** Leaves in which nothing was found: an answer's id, its model and the like stand in each of its events. */
export class JudgedLeaves {
  readonly #clean = new Set<string>();

  /** Whether nothing was found in an equal leaf. */
  has(leaf: TextLeaf): boolean {
    return leaf.text.length <= LONGEST && this.#clean.has(keyOf(leaf));
  }

  /** Remembers a leaf in which nothing was found. */
  add(leaf: TextLeaf): void {
    if (leaf.text.length > LONGEST) return;
    if (this.#clean.size >= MOST) this.#clean.clear();
    this.#clean.add(keyOf(leaf));
  }
}

function keyOf({ role, field, tool, text }: TextLeaf): string {
  return `${role} ${field?.length ?? '-'} ${tool?.length ?? '-'} ${field ?? ''}${tool ?? ''}${text}`;
}
