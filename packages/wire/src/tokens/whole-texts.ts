import { fromUtf8, SallyportError } from '@sallyport/core';
import { joinBytes } from '../sections/join-bytes.ts';

/** The most bytes of a character behind its first, RFC 3629 §3. */
const MAX_BEHIND = 3;

/**
 * Decodes texts of which one may end inside a character that the next goes on with, as slices by tokens do: the character is
 * then all the first one's. Throws `input_unreadable` of what is not UTF-8 even so.
 */
export function wholeTexts(slices: readonly Uint8Array[]): readonly string[] {
  const leads = slices.map((bytes, index) => (index === 0 ? 0 : behindBytes(bytes)));
  return slices.map((bytes, index) => {
    const next = slices[index + 1]?.subarray(0, leads[index + 1]) ?? new Uint8Array();
    return decoded(joinBytes([bytes.subarray(leads[index]), next]));
  });
}

/** How many bytes at the beginning belong to a character that began before them. */
function behindBytes(bytes: Uint8Array): number {
  let count = 0;
  while (count < MAX_BEHIND && ((bytes[count] ?? 0) & 0xc0) === 0x80) count += 1;
  return count;
}

function decoded(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw new SallyportError('input_unreadable');
  }
}
