import { joinBytes } from '@sallyport/core';
import { HEAD_BYTES } from '../files/file-head.ts';
import { type FileOptions, FileReader } from '../files/file-reader.ts';
import { AttachedFile } from '../media/attached-file.ts';
import type { AttachmentBudget } from '../media/attachment-budget.ts';
import { typeOfFile } from '../media/type-of-file.ts';
import type { Section, SectionReader } from '../sections/section.ts';

/** How to read a file of a form. */
export interface UploadOptions extends FileOptions {
  /** How much may be attached. Without it every file must be text. */
  readonly attachments?: AttachmentBudget | undefined;
}

/** Reads a file of a form: as text or, where attachments are asked for, as one of them. Throws what either reader does. */
export class UploadReader implements SectionReader<Uint8Array> {
  readonly #options: UploadOptions;
  #head: Uint8Array = new Uint8Array();
  #reader: FileReader | AttachedFile | undefined;

  constructor(options: UploadOptions) {
    this.#options = options;
    // A slice of a file says nothing of what the whole is
    if (options.attachments === undefined || options.slice === true) this.#reader = new FileReader(options);
  }

  /** Whether every line of it was a call of a batch. */
  get isBatch(): boolean {
    const reader = this.#reader;
    return reader instanceof FileReader && reader.kind === 'lines' && [...reader.lineKinds].every(isCall);
  }

  read(chunk: Uint8Array): readonly Section[] {
    if (this.#reader !== undefined) return this.#reader.read(chunk);
    this.#head = joinBytes([this.#head, chunk]);
    return this.#head.length < HEAD_BYTES ? [] : this.#begin();
  }

  end(): readonly Section[] {
    const begun = this.#reader === undefined ? this.#begin() : [];
    return [...begun, ...(this.#reader?.end() ?? [])];
  }

  #begin(): readonly Section[] {
    const head = this.#head;
    this.#head = new Uint8Array();
    const { attachments } = this.#options;
    const type = typeOfFile(this.#options, head.subarray(0, HEAD_BYTES));
    const isAttached = type !== undefined && attachments !== undefined;
    this.#reader = isAttached ? new AttachedFile(type, attachments) : new FileReader(this.#options);
    return this.#reader.read(head);
  }
}

function isCall(line: string): boolean {
  return line === 'batch';
}
