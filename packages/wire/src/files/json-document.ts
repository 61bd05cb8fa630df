import { PieceReader, type PiecesOptions } from '../read-draft-pieces.ts';
import { draftSection } from '../sections/draft-section.ts';
import type { Section, SectionReader } from '../sections/section.ts';

/** Reads a file that is one JSON document, piece by piece. Throws, at its end, as `readDraft` says. */
export class JsonDocument implements SectionReader<string> {
  readonly #pieces: PieceReader;

  constructor(options: PiecesOptions) {
    this.#pieces = new PieceReader(options);
  }

  read(text: string): readonly Section[] {
    const draft = this.#pieces.read(text);
    return draft === undefined ? [] : [draftSection(draft)];
  }

  end(): readonly Section[] {
    return [draftSection(this.#pieces.finish())];
  }
}
