import { sameBytes } from '../encoding/bytes.ts';
import { HASH_BYTES } from '../hash/hasher.ts';
import { TILE_WIDTH } from '../tile/tile.ts';
import { tilePath } from '../tile/tile-path.ts';
import { hashLeaf } from '../tree/node-hash.ts';
import type { EntryToCheck } from '../verify/event-checks.ts';
import type { ExportedLedger } from '../verify/exported-ledger.ts';
import type { Findings } from '../verify/findings.ts';
import type { PlacedLeaf } from '../verify/placed-leaf.ts';
import type { BundleSource } from './bundle-source.ts';
import type { BundleTree } from './bundle-tree.ts';
import type { BundleManifest } from './manifest.ts';
import { PlacedLines } from './placed-lines.ts';
import { SelectionCheck } from './selection-check.ts';

/** What a bundle's entries are read with. */
export interface BundleEntriesParts {
  readonly source: BundleSource;
  readonly ledger: ExportedLedger;
  readonly tree: BundleTree;
  readonly manifest: BundleManifest;
  readonly findings: Findings;
}

/** The entries of a bundle, those of the range and of the context together, in the log's order: each has the hash that the log has in its place. */
export class BundleEntries {
  readonly #parts: BundleEntriesParts;
  readonly #selection: SelectionCheck | undefined;
  #context: PlacedLines | undefined;
  #selected: PlacedLines | undefined;
  #complete = false;
  #counts = { range: 0, context: 0 };

  constructor(parts: BundleEntriesParts) {
    this.#parts = parts;
    const { filter } = parts.manifest;
    this.#selection = filter && new SelectionCheck(filter, parts.findings);
  }

  /** How many entries of the range are there by their hash alone. */
  get withheld(): number {
    const { first, end, filter } = this.#parts.manifest;
    return filter === undefined ? 0 : end - first - this.#counts.range;
  }

  /** Whether all were read. */
  get complete(): boolean {
    return this.#complete;
  }

  /** Reads them, those of one tile after those of another: at most 256 together. Stops where what follows could not be read. */
  async *tiles(): AsyncGenerator<readonly EntryToCheck[]> {
    const { source, findings, manifest } = this.#parts;
    this.#context = await PlacedLines.open(source, 'context.ndjson', findings);
    if (manifest.filter !== undefined) this.#selected = await PlacedLines.open(source, 'selected.ndjson', findings);
    try {
      if (manifest.filter !== undefined && this.#selected === undefined) {
        findings.fault('selection_missing', 'selected.ndjson');
      } else yield* this.#inOrder();
    } finally {
      await this.#context?.close();
      await this.#selected?.close();
    }
  }

  async *#inOrder(): AsyncGenerator<readonly EntryToCheck[]> {
    const { first, end, size } = this.#parts.manifest;
    let range = first / TILE_WIDTH;
    for (;;) {
      const context = tileOf(this.#context, size);
      const within = range * TILE_WIDTH < end ? range : Number.POSITIVE_INFINITY;
      const tile = Math.min(context, within);
      if (!Number.isFinite(tile)) break;
      const entries = await this.#tile(tile, tile === within);
      if (entries === undefined) return;
      yield entries;
      if (tile === within) range += 1;
    }
    this.#end();
  }

  #end(): void {
    const { findings, manifest } = this.#parts;
    for (const lines of [this.#context, this.#selected]) {
      if (lines?.next !== undefined) findings.fault('lines_outside', `entry ${lines.next.index}`);
      if (lines?.broken === true) return;
    }
    this.#complete = true;
    this.#selection?.end();
    const { range, context } = this.#counts;
    const all = `entries ${manifest.first} to ${manifest.end - 1} of ${manifest.size}, without a gap`;
    const some = `${range} chosen ones of entries ${manifest.first} to ${manifest.end - 1} of ${manifest.size}; ${this.withheld} are withheld, each by its hash`;
    findings.done('entries', `${manifest.filter === undefined ? all : some}; ${context} others that they rest on`);
  }

  /** The entries of a tile, or `undefined` where nothing can be said of them. */
  async #tile(tile: number, within: boolean): Promise<readonly EntryToCheck[] | undefined> {
    const { tree, findings, manifest } = this.#parts;
    const width = Math.min(TILE_WIDTH, manifest.size - tile * TILE_WIDTH);
    const hashes = await tree.hashes(0, tile);
    if (typeof hashes === 'string') {
      findings.fault(hashes, tilePath({ level: 0, index: tile, width }));
      return undefined;
    }
    const range = within ? await this.#ofRange(tile, width) : [];
    if (range === undefined) return undefined;
    const context = await this.#ofContext(tile, range);
    this.#counts.range += range.length;
    this.#counts.context += context.length;
    const entries = [...range, ...context].sort((a, b) => a.index - b.index);
    return entries.filter((entry) => {
      const at = (entry.index % TILE_WIDTH) * HASH_BYTES;
      const same = sameBytes(hashLeaf(entry.leaf), hashes.subarray(at, at + HASH_BYTES));
      if (!same) findings.fault('entry_differs', `entry ${entry.index}`);
      return same;
    });
  }

  async #ofRange(tile: number, width: number): Promise<readonly EntryToCheck[] | undefined> {
    const start = tile * TILE_WIDTH;
    const { manifest, ledger } = this.#parts;
    if (this.#selected === undefined) {
      const leaves = await ledger.entries(tile, width);
      return leaves?.map((leaf, at) => ({ index: start + at, leaf }));
    }
    const selected = await this.#selected.takeBefore(Math.min(start + TILE_WIDTH, manifest.end));
    const chosen = this.#belonging(selected, (index) => index >= start);
    for (const entry of chosen) this.#selection?.take(entry);
    return chosen;
  }

  async #ofContext(tile: number, range: readonly EntryToCheck[]): Promise<readonly EntryToCheck[]> {
    if (this.#context === undefined) return [];
    const { first, end, filter } = this.#parts.manifest;
    const there = new Set(range.map(({ index }) => index));
    const context = await this.#context.takeBefore((tile + 1) * TILE_WIDTH);
    // With a filter, what the chosen entries rest on may stand between them.
    const belongs = (index: number) => (filter === undefined ? index < first || index >= end : !there.has(index));
    return this.#belonging(context, belongs).map((entry) => ({ ...entry, context: true }));
  }

  #belonging(entries: readonly PlacedLeaf[], belongs: (index: number) => boolean): readonly PlacedLeaf[] {
    return entries.filter(({ index }) => {
      if (!belongs(index)) this.#parts.findings.fault('lines_outside', `entry ${index}`);
      return belongs(index);
    });
  }
}

/** The tile of the next entry; infinity where there is none, or it is none of the log's. */
function tileOf(lines: PlacedLines | undefined, size: number): number {
  const index = lines?.next?.index ?? size;
  return index < size ? Math.floor(index / TILE_WIDTH) : Number.POSITIVE_INFINITY;
}
