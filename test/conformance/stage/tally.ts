import { type FactTree, stringPositions } from '../facts/fact-tree.ts';
import type { OperationFacts } from '../facts/read-facts.ts';

/** Counts which positions of which bodies a sentinel stood in. */
export class Tally {
  readonly #planted = new Set<string>();

  /** A sentinel stood in this position. */
  add(body: string, path: string): void {
    this.#planted.add(`${body} ${path}`);
  }

  /** What of the listed positions never held one. */
  missing(listed: readonly string[]): readonly string[] {
    return listed.filter((position) => !this.#planted.has(position));
  }

  /** How many of these did. */
  count(listed: readonly string[]): number {
    return listed.length - this.missing(listed).length;
  }
}

/** `POST /files request multipart/form-data`: one body of an operation. */
export function bodyName(operation: OperationFacts, side: 'request' | 'response' | 'event', type: string): string {
  return `${operation.name} ${side} ${type}`;
}

/** The positions of one body, under its name. */
export function listedPositions(body: string, tree: FactTree): readonly string[] {
  return [...new Set(stringPositions(tree).map(({ path }) => `${body} ${path}`))];
}
