import type { Findings } from '../verify/findings.ts';
import type { PlacedLeaf } from '../verify/placed-leaf.ts';
import type { BundleSource } from './bundle-source.ts';
import { decodePlacedLeaf, MAX_PLACED_LINE_BYTES } from './placed-line.ts';
import { readLines } from './read-lines.ts';

/** The entries of `selected.ndjson` or `context.ndjson`, ascending, each looked at before it is taken. What is wrong with one is a finding, and the end. */
export class PlacedLines {
  readonly #path: string;
  readonly #findings: Findings;
  readonly #lines: AsyncIterator<Uint8Array | undefined>;
  #next: PlacedLeaf | undefined;
  #line = 0;
  #broken = false;

  private constructor(path: string, chunks: AsyncIterable<Uint8Array>, findings: Findings) {
    this.#path = path;
    this.#findings = findings;
    this.#lines = readLines(chunks, MAX_PLACED_LINE_BYTES);
  }

  /** Opens a file of them; `undefined` where there is none. */
  static async open(source: BundleSource, path: string, findings: Findings): Promise<PlacedLines | undefined> {
    const chunks = await source.open(path);
    if (chunks === undefined) return undefined;
    const lines = new PlacedLines(path, chunks, findings);
    await lines.#advance();
    return lines;
  }

  /** Whether it could not be read to its end. */
  get broken(): boolean {
    return this.#broken;
  }

  /** The next entry, if there is one more. */
  get next(): PlacedLeaf | undefined {
    return this.#next;
  }

  /** Takes the entries before an index, which are as many at most as there are between that one and the last. */
  async takeBefore(end: number): Promise<readonly PlacedLeaf[]> {
    const taken: PlacedLeaf[] = [];
    for (let next = this.#next; next !== undefined && next.index < end; next = this.#next) {
      taken.push(next);
      await this.#advance();
    }
    return taken;
  }

  /** Lets go of the file. */
  async close(): Promise<void> {
    await this.#lines.return?.();
  }

  async #advance(): Promise<void> {
    const before = this.#next?.index ?? -1;
    this.#next = undefined;
    const { done, value } = await this.#lines.next().catch(() => ({ done: false, value: undefined }));
    if (done === true) return;
    this.#line += 1;
    const placed = value === undefined ? undefined : decodePlacedLeaf(value);
    if (placed === undefined) this.#break('lines_malformed');
    else if (placed.index <= before) this.#break('lines_order');
    else this.#next = placed;
  }

  #break(code: 'lines_malformed' | 'lines_order'): void {
    this.#broken = true;
    this.#findings.fault(code, `${this.#path} line ${this.#line}`);
  }
}
