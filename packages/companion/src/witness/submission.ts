import { fromUtf8, SallyportError } from '@sallyport/core';

/** What a log asks of a witness: C2SP tlog-witness, `add-checkpoint`. */
export interface Submission {
  /** The size the log believes the witness to have. */
  readonly oldSize: number;
  /** From there to the checkpoint, RFC 6962 §2.1.2. */
  readonly proof: readonly Uint8Array[];
  /** The checkpoint, not verified. */
  readonly note: string;
}

/** The most hashes a proof may have: C2SP tlog-witness. */
const MAX_PROOF_HASHES = 63;

/** The most bytes of a request: the longest note, the most hashes, and the first line. */
export const MAX_SUBMISSION_BYTES = 65_536 + MAX_PROOF_HASHES * 45 + 64;

const OLD_SIZE = /^old (0|[1-9][0-9]{0,15})$/;
const HASH = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Reads the body of `add-checkpoint` by its exact grammar: `old N`, at most 63 lines of base64, an empty line, the checkpoint; each line ends in U+000A.
 * Raises `request_invalid` for anything else.
 */
export function readSubmission(body: Uint8Array): Submission {
  const text = textOf(body);
  const gap = text.indexOf('\n\n');
  // No more of it than could be a size and a proof is taken apart.
  const [first = '', ...lines] = text.slice(0, Math.max(gap, 0)).split('\n', MAX_PROOF_HASHES + 2);
  const oldSize = Number(OLD_SIZE.exec(first)?.[1]);
  const proof = lines.map(hashOf);
  if (!Number.isSafeInteger(oldSize) || proof.length > MAX_PROOF_HASHES) throw new SallyportError('request_invalid');
  return { oldSize, proof, note: text.slice(gap + 2) };
}

function textOf(body: Uint8Array): string {
  try {
    return fromUtf8(body);
  } catch {
    throw new SallyportError('request_invalid');
  }
}

function hashOf(line: string): Uint8Array {
  const hash = Buffer.from(line, 'base64');
  // The last digit of 32 bytes has two bits to spare, which must be zero.
  if (!HASH.test(line) || hash.toString('base64') !== line) throw new SallyportError('request_invalid');
  return new Uint8Array(hash);
}
