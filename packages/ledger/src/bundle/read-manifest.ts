import { isUuid, SallyportError } from '@sallyport/core';
import { fromBase64 } from '../encoding/base64.ts';
import { sameBytes } from '../encoding/bytes.ts';
import { HASH_BYTES } from '../hash/hasher.ts';
import { isRecord, parseJsonObject } from '../jws/compact-jws.ts';
import { TILE_WIDTH } from '../tile/tile.ts';
import { encodeManifest } from './encode-manifest.ts';
import type { BundleFilter, BundleManifest } from './manifest.ts';

/** The most bytes of a `manifest.json` that are read. */
export const MAX_MANIFEST_BYTES = 65_536;

/** The most calls in the sample of a worksheet: whoever verifies a bundle draws it again, in memory. */
export const MAX_SAMPLE = 10_000;

/** The longest text in a manifest, in UTF-16 code units. */
const MAX_TEXT = 2_048;

const TOOL = /^sallyport [\w.+-]{1,64}$/;
const FILTER_MEMBERS = ['issuer', 'subject', 'connection', 'operation', 'correlation'] as const;

/**
 * Reads a `manifest.json`: exactly the members it may have, in the one way in which `encodeManifest` writes them, and a range and a period
 * that can be. Throws `SallyportError('bundle_unreadable')` for anything else, or over 64 KiB.
 */
export function readManifest(bytes: Uint8Array): BundleManifest {
  const members = bytes.length <= MAX_MANIFEST_BYTES ? parseJsonObject(bytes) : undefined;
  if (members === undefined || !isManifest(members)) throw new SallyportError('bundle_unreadable');
  // Another order, spacing, or a member that is none: what is written again is not the same.
  if (!sameBytes(encodeManifest(members), bytes)) throw new SallyportError('bundle_unreadable');
  return Object.freeze(members);
}

function isManifest(members: object): members is BundleManifest {
  const { version, tool, origin, root, filter, recordings, sample } = members as Partial<BundleManifest>;
  return (
    version === 1 &&
    isText(tool) &&
    TOOL.test(tool) &&
    isText(origin) &&
    isText(root) &&
    fromBase64(root)?.length === HASH_BYTES &&
    isRange(members) &&
    isPeriod(members) &&
    (filter === undefined || isFilter(filter)) &&
    typeof recordings === 'boolean' &&
    isSample(sample)
  );
}

function isRange({ size, first, end }: Partial<BundleManifest>): boolean {
  if (!isCount(size) || !isCount(first) || !isCount(end)) return false;
  const ends = end === size || end % TILE_WIDTH === 0;
  return ends && first % TILE_WIDTH === 0 && end <= size && (first < end || size === 0);
}

/** Who asks for all from the first entry on gets them from the first on, and likewise to the last. */
function isPeriod({ from, to, size, first, end }: Partial<BundleManifest>): boolean {
  if ((from !== undefined && !isCount(from)) || (to !== undefined && !isCount(to))) return false;
  if (from !== undefined && to !== undefined && from >= to) return false;
  return (from !== undefined || first === 0) && (to !== undefined || end === size);
}

function isFilter(filter: unknown): filter is BundleFilter {
  if (!isRecord(filter)) return false;
  const members = Object.entries(filter);
  const known = members.every(([name, value]) => FILTER_MEMBERS.some((one) => one === name) && isText(value));
  const { issuer, subject, correlation } = filter as BundleFilter;
  return (
    known &&
    members.length > 0 &&
    (issuer === undefined) === (subject === undefined) &&
    (correlation === undefined || isUuid(correlation))
  );
}

function isSample(sample: unknown): boolean {
  return isRecord(sample) && isText(sample.seed) && isCount(sample.size) && sample.size <= MAX_SAMPLE;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_TEXT;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
