import type { AttachmentLimits } from './attachment.ts';

/** Counts what is attached to one body. */
export class AttachmentBudget {
  #most: number;
  #bytes: number;

  constructor({ most, bytes }: AttachmentLimits) {
    this.#most = most;
    this.#bytes = bytes;
  }

  /** How many bytes there is still room for. */
  get room(): number {
    return this.#bytes;
  }

  /** Takes one of so many bytes, and tells whether there was room for it. */
  take(bytes: number): boolean {
    this.#most -= 1;
    this.#bytes -= bytes;
    return this.#most >= 0 && this.#bytes >= 0;
  }
}
