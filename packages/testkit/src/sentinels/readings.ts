import { gunzipSync } from 'node:zlib';

const DEPTH = 3;
const MAX_UNZIPPED = 256 * 1024 * 1024;
const BASE64_RUN = /[A-Za-z0-9+/_-]{8,}/g;
const HEX_RUN = /[0-9A-Fa-f]{8,}/g;

/** Every text that `bytes` may stand for, itself first: decodings, and decodings of these, three deep. */
export function readings(bytes: Uint8Array): readonly string[] {
  let layer = [Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)];
  const texts = new Set<string>();
  for (let depth = 0; depth <= DEPTH; depth++) {
    const fresh = layer.map(asText).filter((text) => text !== '' && !texts.has(text));
    for (const text of fresh) texts.add(text);
    if (depth < DEPTH) layer = [...new Set(fresh)].flatMap((text) => [...decodings(text)]);
  }
  return [...texts];
}

/** UTF-16 of ASCII, in either byte order, is ASCII between zeros: dropping the zeros reads it without guessing the order. */
function asText(bytes: Buffer): string {
  return unzipped(bytes).toString('utf8').replaceAll('\0', '');
}

function unzipped(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNZIPPED });
  } catch {
    return bytes;
  }
}

function* decodings(text: string): Generator<Buffer> {
  const percent = text.replaceAll(/%([0-9A-Fa-f]{2})/g, fromHexDigits);
  if (percent !== text) yield Buffer.from(percent);
  const json = text.replaceAll(/\\u([0-9A-Fa-f]{4})/g, fromHexDigits).replaceAll(/\\[nrt]/g, ' ');
  if (json !== text) yield Buffer.from(json);
  // Wrapped lines are joined. Where that joins strangers, too, one of the alignments is still right for each.
  const joined = text.replaceAll(/\s+/g, '');
  const base64 = joined.match(BASE64_RUN) ?? [];
  for (const offset of [0, 1, 2, 3]) yield* decodeRuns(base64, offset, 'base64');
  const hex = joined.match(HEX_RUN) ?? [];
  for (const offset of [0, 1]) yield* decodeRuns(hex, offset, 'hex');
}

/** Gzip must stand at the start of its buffer, so a run that holds it is decoded alone. */
function* decodeRuns(runs: readonly string[], offset: number, encoding: 'base64' | 'hex'): Generator<Buffer> {
  const decoded = runs.map((run) => Buffer.from(run.slice(offset), encoding));
  const [zipped, plain] = [decoded.filter(isGzip), decoded.filter((bytes) => !isGzip(bytes))];
  yield* zipped;
  if (plain.length > 0) yield Buffer.concat(plain.flatMap((bytes) => [bytes, Buffer.from(' \n ')]));
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function fromHexDigits(_match: string, digits: string): string {
  return String.fromCharCode(Number.parseInt(digits, 16));
}
