import type { Shape } from './shape.ts';
import type { TextLeaf } from './text-document.ts';

/** Keys under which calls of tools have what the model made up for them: a shape that says nothing of it makes it no text. */
const ARGUMENTS: ReadonlySet<string> = new Set([
  'action',
  'arguments',
  'code',
  'command',
  'commands',
  'diff',
  'input',
  'operation',
  'patch',
  'queries',
  'query',
]);

/** What a value is to the tool call it stands in, if anything. */
export function partOfCall({ tool }: Shape, field: string | undefined): Shape['tool'] {
  return tool ?? (field !== undefined && ARGUMENTS.has(field) ? 'arguments' : undefined);
}

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
