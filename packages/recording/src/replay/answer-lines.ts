import { fromUtf8 } from '@sallyport/core';

/** How deep JSON may be to be printed with indents: deeper, they would be most of it. */
const MAX_DEPTH = 32;

/** The lines of an answer: of JSON as it is printed with indents, of other text as they are. Gives `undefined` for what is no UTF-8. */
export function answerLines(bytes: Uint8Array): readonly string[] | undefined {
  try {
    return printed(fromUtf8(bytes)).split('\n');
  } catch {
    return undefined;
  }
}

function printed(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return isDeeperThan(MAX_DEPTH, value) ? text : JSON.stringify(value, null, 2);
  } catch {
    return text;
  }
}

function isDeeperThan(depth: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((part) => isDeeperThan(depth - 1, part));
}
