import { SallyportError } from '@sallyport/core';
import type { Section, SectionReader } from './section.ts';

/** How to read a body that comes in chunks. */
export interface SectionsOptions {
  /** How many bytes are read at a time, at most. */
  readonly pieceBytes: number;
  /** Makes the reader, once there is something to read. */
  readonly begin: () => SectionReader<Uint8Array>;
}

/** The sections of a body as it comes, those of one piece together. Throws `body_missing` of an empty one. */
export async function* readSections(
  body: AsyncIterable<Uint8Array>,
  { pieceBytes, begin }: SectionsOptions,
): AsyncGenerator<readonly Section[], void> {
  let reader: SectionReader<Uint8Array> | undefined;
  for await (const chunk of body) {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      reader ??= begin();
      const sections = reader.read(chunk.subarray(at, at + pieceBytes));
      if (sections.length > 0) yield sections;
    }
  }
  if (reader === undefined) throw new SallyportError('body_missing');
  yield reader.end();
}
