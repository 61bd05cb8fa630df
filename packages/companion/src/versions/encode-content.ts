import { createHash } from 'node:crypto';
import { canonicalJson } from '@sallyport/policy';
import type { ConfigContent } from '../config/index.ts';

/** Content as it is stored. */
export interface EncodedContent {
  /** JSON with sorted keys, so that the order of keys and the layout of a file make no other version. */
  readonly text: string;
  /** SHA-256 of the text, `sha256:<64 hex>`. */
  readonly digest: string;
}

/** Writes content down. */
export function encodeContent({ connections, policy }: ConfigContent): EncodedContent {
  const text = canonicalJson({ connections, policy });
  return { text, digest: digestOf(text) };
}

/** The digest of content that was written down. */
export function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
