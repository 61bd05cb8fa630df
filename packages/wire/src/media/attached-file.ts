import { joinBytes, type MediaType, SallyportError } from '@sallyport/core';
import type { Section, SectionReader } from '../sections/section.ts';
import type { AttachmentBudget } from './attachment-budget.ts';

/** Holds a file that is no text, within its budget; it is passed as it is. Throws `body_too_large`. */
export class AttachedFile implements SectionReader<Uint8Array> {
  readonly #type: MediaType;
  readonly #budget: AttachmentBudget;
  readonly #held: Uint8Array[] = [];
  #length = 0;

  constructor(type: MediaType, budget: AttachmentBudget) {
    this.#type = type;
    this.#budget = budget;
  }

  read(chunk: Uint8Array): readonly Section[] {
    this.#held.push(chunk.slice());
    this.#length += chunk.length;
    if (this.#length > this.#budget.room) throw new SallyportError('body_too_large');
    return [];
  }

  end(): readonly Section[] {
    if (!this.#budget.take(this.#length)) throw new SallyportError('body_too_large');
    const bytes = joinBytes(this.#held);
    const attachment = { type: this.#type, bytes };
    const write: Section['write'] = (replacement) => {
      const text = replacement(0);
      return text === undefined ? bytes : new TextEncoder().encode(text);
    };
    return [{ leaves: [{ text: '', role: 'attachment', attachment }], inputs: 0, write }];
  }
}
