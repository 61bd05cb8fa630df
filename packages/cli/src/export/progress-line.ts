import type { Writable } from 'node:stream';
import { formatCount } from '../report/format-count.ts';
import { isTty } from '../terminal.ts';

/** How often the line changes at most, in milliseconds. */
const EVERY_MS = 100;

/** How far a work is: so many of all, and of what. */
export interface Progress {
  readonly words: string;
  readonly done: number;
  readonly total: number;
}

/** One line on a terminal that says how far a long work is; nothing where nobody looks. It names no files. */
export class ProgressLine {
  readonly #output: Writable | undefined;
  #shownAt = 0;

  constructor(output: Writable) {
    this.#output = isTty(output) ? output : undefined;
  }

  /** Says how many of something are done. */
  show({ words, done, total }: Progress): void {
    const now = Date.now();
    if (this.#output === undefined || (now - this.#shownAt < EVERY_MS && done < total)) return;
    this.#shownAt = now;
    this.#output.write(`\r\u001b[2K${words} ${formatCount(done)} of ${formatCount(total)}`);
  }

  /** Takes the line away. */
  clear(): void {
    this.#output?.write('\r\u001b[2K');
  }
}
