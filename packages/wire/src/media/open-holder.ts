import type { ErrorCode } from '@sallyport/core';
import { agreedType } from './agreed-type.ts';
import type { Attachment } from './attachment.ts';
import type { AttachmentBudget } from './attachment-budget.ts';
import { readEmbedded } from './read-embedded.ts';
import { type SaidMedia, saidByFormat, saidByName, saidByType } from './said-media.ts';
import { sniffMedia } from './sniff-media.ts';

/** What a string says of the attachment beside it: its media type, its format, its file's name, or how it is coded. */
export type MediaClaim = 'type' | 'format' | 'name' | 'coding';

/** A string that may be an attachment. */
interface Candidate {
  /** The leaf that stands for it. */
  readonly leaf: number;
  readonly text: string;
  /** It is one only where its coding is said to be `base64`, and text otherwise. */
  readonly coded: boolean;
}

/** An object that may hold an attachment: what is said of it may stand before it or behind it. */
export class OpenHolder {
  readonly #budget: AttachmentBudget;
  readonly #said: SaidMedia[] = [];
  readonly #found: Candidate[] = [];
  #coding: string | undefined;

  constructor(budget: AttachmentBudget) {
    this.#budget = budget;
  }

  /** Whether something other than `base64` was said to be its coding, by now. */
  get isText(): boolean {
    return this.#coding !== undefined && this.#coding !== 'base64';
  }

  say(claim: MediaClaim, text: string): void {
    if (claim === 'coding') this.#coding = text;
    else this.#said.push(SAYS[claim](text));
  }

  add(candidate: Candidate): void {
    this.#found.push(candidate);
  }

  /** The attachments, by the leaf that stands for each, or why they are refused: one is not what is said of it, or there are too many. */
  settle(): ReadonlyMap<number, Attachment> | ErrorCode {
    const settled = new Map<number, Attachment>();
    for (const { leaf, text, coded } of this.#found) {
      if (coded && this.#coding !== 'base64') continue;
      const read = readEmbedded(text, this.#budget.room);
      if (read === undefined) return 'input_unreadable';
      if (read === 'too_large' || !this.#budget.take(read.bytes.length)) return 'body_too_large';
      const type = agreedType(sniffMedia(read.bytes), [...this.#said, read.said]);
      if (type === undefined) return 'input_unreadable';
      settled.set(leaf, { type, bytes: read.bytes });
    }
    return settled;
  }
}

const SAYS: Readonly<Record<Exclude<MediaClaim, 'coding'>, (text: string) => SaidMedia>> = {
  type: saidByType,
  format: saidByFormat,
  name: saidByName,
};
