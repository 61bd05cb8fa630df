import type { TextLeaf } from './text-document.ts';

/** Leaves of the arguments of a tool call, `end` exclusive. */
export interface ArgumentLeaves {
  readonly first: number;
  readonly end: number;
}

/** Writes on leaves the tool they are for; `''` where it is not known. */
export function nameTool(leaves: TextLeaf[], args: readonly ArgumentLeaves[], tool = ''): void {
  for (const { first, end } of args) {
    for (let index = first; index < end; index++) {
      const leaf = leaves[index];
      if (leaf !== undefined) leaves[index] = { ...leaf, tool };
    }
  }
}
