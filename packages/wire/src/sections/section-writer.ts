import { joinBytes, SallyportError } from '@sallyport/core';
import type { Replacement } from '../rewrite-draft.ts';
import { replacementFrom, type Section } from './section.ts';

const SPACE = 0x20;
const LF = 0x0a;
const CR = 0x0d;

/**
 * Writes sections one after another. Those that keep their length get spaces before their last line's end in place of what
 * they lost; what one of them grows by, later ones pay for. Use a new one for each body.
 */
export class SectionWriter {
  #grown = 0;

  write(section: Section, replacement: Replacement): Uint8Array {
    const written = section.write(replacement);
    if (section.keepsLength !== true) return written;
    const balance = this.#grown + written.length - section.write(() => undefined).length;
    this.#grown = Math.max(balance, 0);
    return balance < 0 ? padded(written, -balance) : written;
  }

  /** Told at the end. Throws `part_grew` where the sections that keep their length could not. */
  finish(): void {
    if (this.#grown > 0) throw new SallyportError('part_grew');
  }
}

/** All sections of a body, with leaves replaced by their index among all of theirs. Throws `part_grew`. */
export function writeSections(sections: readonly Section[], replacement: Replacement): Uint8Array {
  const writer = new SectionWriter();
  let first = 0;
  const written = sections.map((section) => {
    const bytes = writer.write(section, replacementFrom(first, replacement));
    first += section.leaves.length;
    return bytes;
  });
  writer.finish();
  const [only] = written;
  return written.length === 1 && only !== undefined ? only : joinBytes(written);
}

function padded(bytes: Uint8Array, spaces: number): Uint8Array {
  let end = bytes.length;
  if (bytes[end - 1] === LF) end -= 1;
  if (end < bytes.length && bytes[end - 1] === CR) end -= 1;
  const longer = new Uint8Array(bytes.length + spaces).fill(SPACE);
  longer.set(bytes.subarray(0, end));
  longer.set(bytes.subarray(end), end + spaces);
  return longer;
}
