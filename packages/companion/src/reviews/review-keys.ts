import { createHmac, createSecretKey, type Hmac } from 'node:crypto';
import { utf8 } from '@sallyport/core';
import { type KeyWrapper, loadOwnSecret, openBytes, sealBytes } from '../secrets/index.ts';
import type { Database } from '../storage/index.ts';

/** What is sealed with a review. */
export type SealedUse = 'subject' | 'body' | 'justification' | `attachment ${number}`;

/** The keys of reviews: what waits is sealed, and approvals are bound, under keys that no caller and no reviewer has. */
export interface ReviewKeys {
  /** A new HMAC-SHA256 for one binding of a call. */
  binding(): Hmac;
  /** Commits to a justification: HMAC-SHA256 in base64url, the same only for the same text of the same review. */
  commitment(justification: string, reviewId: string): string;
  /** Commits to an attachment, in the same way: the same only for the same bytes in the same place of the same review. */
  commitAttachment(bytes: Uint8Array, of: { readonly review: string; readonly number: number }): string;
  /** Seals to a review and a use: it opens for no other. */
  seal(bytes: Uint8Array, to: { readonly review: string; readonly use: SealedUse }): Uint8Array;
  /** Raises `secret_unsealed`. */
  open(sealed: Uint8Array, to: { readonly review: string; readonly use: SealedUse }): Uint8Array;
}

/** A slash cannot stand in the name of a secret of the store, so this one is nobody else's. */
const NAME = 'review/key';

/** Opens the keys, making them first when there are none. Raises `secret_unsealed` with the wrong root key, `internal` when the database fails. */
export async function openReviewKeys(parts: {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
}): Promise<ReviewKeys> {
  const secret = await loadOwnSecret({ ...parts, name: NAME });
  const derive = (use: string) => createSecretKey(createHmac('sha256', secret).update(use).digest());
  const [bindKey, commitKey, sealKey] = [derive('bind'), derive('commit'), derive('seal')];
  const contextOf = ({ review, use }: { readonly review: string; readonly use: SealedUse }) => utf8(`${use} ${review}`);
  return Object.freeze({
    binding: () => createHmac('sha256', bindKey),
    commitment: (justification: string, reviewId: string) =>
      createHmac('sha256', commitKey).update(`${reviewId}\n${justification}`).digest('base64url'),
    commitAttachment: (bytes, { review, number }) =>
      createHmac('sha256', commitKey).update(`${review} attachment ${number}\n`).update(bytes).digest('base64url'),
    seal: (bytes, to) => sealBytes(sealKey, { bytes, context: contextOf(to) }),
    open: (bytes, to) => openBytes(sealKey, { bytes, context: contextOf(to) }),
  } satisfies ReviewKeys);
}
