import { fromUtf8, joinBytes, SallyportError } from '@sallyport/core';

/** The most bytes of a character behind its first, RFC 3629 §3. */
const MAX_BEHIND = 3;

/**
 * Decodes texts of which one may end inside a character that the next goes on with, as slices by tokens do: the character is
 * then all the first one's. Throws `input_unreadable` of what is not UTF-8 even so.
 */
export function wholeTexts(slices: readonly Uint8Array[]): readonly string[] {
  const all = joinBytes(slices);
  let came = 0;
  let start = 0;
  return slices.map(({ length }) => {
    came += length;
    const end = characterStart(all, came);
    const text = decoded(all.subarray(start, end));
    start = end;
    return text;
  });
}

/** The place where the next character begins. */
function characterStart(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < from + MAX_BEHIND && ((bytes[at] ?? 0) & 0xc0) === 0x80) at += 1;
  return at;
}

function decoded(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw new SallyportError('input_unreadable');
  }
}
