import { utf8 } from '@sallyport/core';
import type { BundleFilter, BundleManifest } from './manifest.ts';

/** Writes a `manifest.json`: its members in one order, those of a filter too, two spaces of indentation, and a newline at its end. */
export function encodeManifest(manifest: BundleManifest): Uint8Array<ArrayBuffer> {
  const { version, tool, origin, size, root, from, to, first, end, filter, recordings, sample } = manifest;
  const ordered = {
    ...{ version, tool, origin, size, root, from, to, first, end },
    filter: filter && filterInOrder(filter),
    recordings,
    sample: { seed: sample.seed, size: sample.size },
  };
  return utf8(`${JSON.stringify(ordered, null, 2)}\n`);
}

function filterInOrder({ issuer, subject, connection, operation, correlation }: BundleFilter): BundleFilter {
  return { issuer, subject, connection, operation, correlation } as BundleFilter;
}
