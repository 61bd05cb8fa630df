import { createHash } from 'node:crypto';
import { readOriginals } from '@sallyport/recording';

/** What a sealed original shows to who cannot open it. */
export interface OriginalFacts {
  readonly lines: number;
  /** SHA-256 of all of it, in base64url: what the ledger commits to. */
  readonly digest: string;
  /** The names of those who can open it. */
  readonly kids: readonly string[];
}

/** Looks at a sealed original from end to end. Raises `originals_invalid` for what is none. */
export async function inspectOriginal(sealed: AsyncIterable<Uint8Array>): Promise<OriginalFacts> {
  const hash = createHash('sha256');
  let lines = 0;
  let kids: readonly string[] = [];
  for await (const line of readOriginals(sealed)) {
    hash.update(line.bytes);
    lines += 1;
    kids = line.kids;
  }
  return Object.freeze({ lines, digest: hash.digest('base64url'), kids });
}
