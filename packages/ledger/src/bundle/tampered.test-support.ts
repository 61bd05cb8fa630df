import { fromUtf8, utf8 } from '@sallyport/core';
import { decodeEntryBundle, encodeEntryBundle } from '../tile/entry-bundle.ts';
import { TILE_WIDTH } from '../tile/tile.ts';
import { entryBundlePath } from '../tile/tile-path.ts';
import type { ExportFiles } from '../verify/sample-ledger.test-support.ts';
import { type BundleOrder, bundleOf } from './bundle-fixture.test-support.ts';
import { encodeManifest } from './encode-manifest.ts';
import type { BundleManifest } from './manifest.ts';
import { SampleLog } from './sample-log.test-support.ts';

/** For tests: the bytes of a file of a bundle. */
export function bytesOf(files: ExportFiles, path: string): Uint8Array {
  return files.get(path) ?? new Uint8Array();
}

/** For tests: the same bundle with a file changed, or without it. */
export function withFile(
  files: ExportFiles,
  path: string,
  change: (bytes: Uint8Array) => Uint8Array | undefined,
): ExportFiles {
  const changed = new Map(files);
  const bytes = change(bytesOf(files, path));
  if (bytes === undefined) changed.delete(path);
  else changed.set(path, bytes);
  return changed;
}

/** For tests: flips the lowest bit of a byte, counted from the end when negative. */
export function flip(bytes: Uint8Array, at: number): Uint8Array {
  const flipped = bytes.slice();
  const place = at < 0 ? bytes.length + at : at;
  flipped[place] = (flipped[place] ?? 0) ^ 1;
  return flipped;
}

/** For tests: the same bundle with its manifest's members changed. */
export function withManifest(files: ExportFiles, members: Partial<Record<keyof BundleManifest, unknown>>): ExportFiles {
  return withFile(files, 'manifest.json', (bytes) => {
    const manifest = JSON.parse(fromUtf8(bytes)) as BundleManifest;
    return encodeManifest({ ...manifest, ...members } as BundleManifest);
  });
}

/** For tests: the same bundle with the lines of a file changed. */
export function withLines(
  files: ExportFiles,
  path: string,
  change: (lines: string[]) => readonly string[],
): ExportFiles {
  return withFile(files, path, (bytes) => utf8(change(fromUtf8(bytes).split(/(?<=\n)/)).join('')));
}

/** For tests: the same bundle with the entries of one of its full entry bundles changed. */
export function withEntries(
  files: ExportFiles,
  index: number,
  change: (entries: readonly Uint8Array[]) => readonly Uint8Array[],
): ExportFiles {
  const path = entryBundlePath({ index, width: TILE_WIDTH });
  return withFile(files, path, (bytes) => encodeEntryBundle(change(decodeEntryBundle(bytes))));
}

/** For tests: a bundle of a log whose operator has changed its leaves, and built and signed its tree anew. */
export async function rebuilt(
  log: SampleLog,
  change: (leaves: readonly Uint8Array[]) => readonly Uint8Array[],
  order: BundleOrder = {},
): Promise<ExportFiles> {
  const other = await SampleLog.open(log.keys);
  for (const leaf of change(log.leaves)) other.put(leaf);
  other.now = log.now;
  return bundleOf(other, order);
}
