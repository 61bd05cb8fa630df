/** The inputs that make detectors slow, each from a size in bytes (all are ASCII). */
const SHAPES = {
  spaces: (size: number) => ' '.repeat(size),
  'spaces after a word': (size: number) => 'word'.padEnd(size),
  'aaa…@': (size: number) => `${'a'.repeat(size - 1)}@`,
  '1-1-1-': (size: number) => fill('1-', size),
  'nested brackets': (size: number) => '['.repeat(Math.ceil(size / 2)) + ']'.repeat(size / 2),
  digits: (size: number) => fill('8315560274', size),
} as const;

/** The name of such an input. */
export type Shape = keyof typeof SHAPES | 'one long line';

/** All of them. `one long line` is ordinary notes without a line break. */
export const ALL_SHAPES: readonly Shape[] = [...(Object.keys(SHAPES) as (keyof typeof SHAPES)[]), 'one long line'];

/** What is asked for: which input, of about how many characters, and the number that tells it from others: it is longer by so many. */
export interface AdversarialOrder {
  readonly shape: Shape;
  readonly size: number;
  readonly number: number;
}

/** An adversarial input of `size` and `number` characters; `notes` has to be as long. Nothing else stands in it, as a mark might end what makes it slow. */
export function adversarialText({ shape, size, number }: AdversarialOrder, notes: string): string {
  const length = size + number;
  return shape === 'one long line' ? notes.replaceAll(/\s/gu, ' ').slice(0, length) : SHAPES[shape](length);
}

function fill(piece: string, size: number): string {
  return piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
}
