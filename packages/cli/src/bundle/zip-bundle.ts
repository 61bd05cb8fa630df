import { asSallyportError, SallyportError } from '@sallyport/core';
import { Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import { isBundlePath, pathFault } from './bundle-path.ts';
import type { KeptBundle, KeptFile } from './kept-bundle.ts';

/** The most files of an archive: those of some two million recordings, of which the places are kept in memory. */
const MOST_FILES = 2_097_152;

/** Base64url can be packed to three quarters, and hardly to less. */
const LEAST_PACKED = 0.5;

/** A file of an archive, as its central directory has it. */
interface Listed {
  /** The how manieth it is. */
  readonly at: number;
  readonly path: string;
  readonly entry: Entry;
}

/** What it takes to read one. */
type Place = Pick<
  Entry,
  'relativeOffsetOfLocalHeader' | 'compressedSize' | 'uncompressedSize' | 'compressionMethod' | 'generalPurposeBitFlag'
> &
  Pick<Listed, 'at'>;

/**
 * A bundle in a ZIP archive (also ZIP64), read in place: nothing is unpacked, and what it says of sizes is not believed. Only the places of
 * files that can be of a bundle are kept in memory. Raises `bundle_unreadable` for what is no such archive, is cut short, or has more than 2,097,152 files.
 */
export async function openZipBundle(file: string): Promise<KeptBundle> {
  const places = await readPlaces(file);
  const zip = await openZip(file);
  // What goes wrong with the archive itself is told by the stream that is read.
  zip.on('error', () => {});
  return Object.freeze({
    files: () => filesIn(file, places),
    read: async (path: string, limit: number) => {
      const place = places.get(path);
      return place === undefined ? undefined : readUpTo(bytesOf(zip, place), limit + 1);
    },
    open: async (path: string) => {
      const place = places.get(path);
      return place === undefined ? undefined : bytesOf(zip, place);
    },
    close: () => zip.close(),
  });
}

async function openZip(file: string): Promise<ZipFile> {
  try {
    // Names are read here: one that leads out is told, and does not hide the rest.
    return await openPromise(file, { autoClose: false, decodeStrings: false });
  } catch (cause) {
    throw asSallyportError(cause, 'bundle_unreadable');
  }
}

async function* listed(file: string): AsyncGenerator<Listed> {
  const zip = await openZip(file);
  try {
    if (zip.entryCount > MOST_FILES) throw new SallyportError('bundle_unreadable');
    let at = 0;
    for await (const entry of zip.eachEntry()) {
      at += 1;
      const { generalPurposeBitFlag: flags, fileNameRaw, extraFields } = entry;
      const path = getFileNameLowLevel(flags, fileNameRaw, extraFields, true);
      if (!(path.endsWith('/') && entry.uncompressedSize === 0 && pathFault(path) === undefined)) {
        yield { at, path, entry };
      }
    }
  } catch (cause) {
    throw asSallyportError(cause, 'bundle_unreadable');
  } finally {
    zip.close();
  }
}

async function readPlaces(file: string): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>();
  for await (const one of listed(file)) {
    const { path } = one;
    if (isBundlePath(path) && !places.has(path) && packingFault(one) === undefined) places.set(path, placeOf(one));
  }
  return places;
}

function placeOf({ at, entry }: Listed): Place {
  const { relativeOffsetOfLocalHeader, compressedSize, uncompressedSize } = entry;
  const { compressionMethod, generalPurposeBitFlag } = entry;
  return {
    ...{ relativeOffsetOfLocalHeader, compressedSize, uncompressedSize },
    ...{ compressionMethod, generalPurposeBitFlag, at },
  };
}

async function* filesIn(file: string, places: ReadonlyMap<string, Place>): AsyncGenerator<KeptFile> {
  for await (const one of listed(file)) {
    const { path, entry } = one;
    const twice = (places.get(path)?.at ?? one.at) === one.at ? undefined : 'file_twice';
    const fault = pathFault(path) ?? packingFault(one) ?? twice;
    yield { path, size: entry.uncompressedSize, ...(fault === undefined ? {} : { fault }) };
  }
}

function packingFault({ path, entry }: Listed): KeptFile['fault'] {
  if (isLink(entry)) return 'file_linked';
  if (!entry.canDecodeFileData()) return 'file_packed';
  const sealed = /^(recordings|originals)\//.test(path);
  const swollen = sealed && entry.compressedSize < entry.uncompressedSize * LEAST_PACKED;
  return swollen ? 'file_swollen' : undefined;
}

/** Archives that were made on Unix have the file's mode in the upper half: of what is neither a plain file nor unsaid. */
function isLink({ versionMadeBy, externalFileAttributes }: Entry): boolean {
  const type = (externalFileAttributes >>> 16) & 0o170000;
  return versionMadeBy >>> 8 === 3 && type !== 0 && type !== 0o100000;
}

async function* bytesOf(zip: ZipFile, place: Place): AsyncGenerator<Uint8Array> {
  try {
    const stream = await zip.openReadStreamPromise(Object.assign(new Entry(), place));
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (cause) {
    throw asSallyportError(cause, 'bundle_unreadable');
  }
}

async function readUpTo(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= most) break;
  }
  return Buffer.concat(chunks).subarray(0, most);
}
