/** Accounts for the bytes a spool may fill. */
export class Room {
  readonly #max: number;
  #used = 0;
  #outside = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** Takes bytes if they are free, and tells whether it did. */
  take(bytes: number): boolean {
    if (this.#used + this.#outside + bytes > this.#max) return false;
    this.#used += bytes;
    return true;
  }

  /** Counts bytes that are there whether there is room or not: those of adopted files. */
  add(bytes: number): void {
    this.#used += bytes;
  }

  /** Gives bytes back. */
  give(bytes: number): void {
    this.#used -= bytes;
  }

  /** Leaves room for other processes: the bytes of their files, as last seen, and up to a quarter of all for what they may add. */
  setOutside(bytes: number, growth: number): void {
    this.#outside = bytes + Math.min(growth, this.#max / 4);
  }
}
