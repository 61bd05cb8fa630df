import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type BucketAnswer, type BucketRequest, refusal } from './bucket-request.ts';

/** The bytes of an upload, or why they are refused. */
export type Upload = { readonly bytes: Uint8Array; readonly checked: boolean } | { readonly refused: BucketAnswer };

/**
 * Reads what was uploaded: as it is, or in chunks with its checksum behind it (`aws-chunked`), and compares it with the checksums that came
 * with it (Amazon S3 user guide, "Checking object integrity").
 */
export function readUpload({ headers, body }: BucketRequest): Upload {
  const chunked = headers['x-amz-content-sha256'] === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
  const read = chunked ? readChunks(body) : { bytes: body, trailers: {} };
  if (read === undefined) return { refused: refusal(400, 'IncompleteBody') };
  const { bytes } = read;
  const said: Readonly<Record<string, string | undefined>> = { ...headers, ...read.trailers };
  const length = headers['x-amz-decoded-content-length'];
  if (chunked && length !== String(bytes.length)) return { refused: refusal(400, 'IncompleteBody') };
  const sums = Object.entries(CHECKSUMS).filter(([name]) => said[name] !== undefined);
  const wrong = sums.some(([name, sum]) => said[name] !== sum(bytes));
  return wrong ? { refused: refusal(400, 'BadDigest') } : { bytes, checked: sums.length > 0 };
}

const CHECKSUMS: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  'content-md5': (bytes) => createHash('md5').update(bytes).digest('base64'),
  'x-amz-checksum-crc32': (bytes) => {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(bytes));
    return sum.toString('base64');
  },
  'x-amz-checksum-sha256': (bytes) => createHash('sha256').update(bytes).digest('base64'),
};

/** `<hex length>CRLF<bytes>CRLF` … `0CRLF`, and then trailers, each a line. */
function readChunks(body: Uint8Array) {
  const all = Buffer.from(body);
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = all.indexOf('\r\n', at);
    const length = end < 0 ? Number.NaN : Number.parseInt(all.toString('latin1', at, end), 16);
    if (!(length >= 0) || end + 2 + length > all.length) return undefined;
    if (length === 0)
      return { bytes: new Uint8Array(Buffer.concat(chunks)), trailers: trailersOf(all.subarray(end + 2)) };
    chunks.push(all.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}

function trailersOf(lines: Buffer): Readonly<Record<string, string>> {
  const pairs = lines
    .toString('latin1')
    .split('\r\n')
    .filter((line) => line.includes(':'))
    .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]);
  return Object.fromEntries(pairs) as Readonly<Record<string, string>>;
}
