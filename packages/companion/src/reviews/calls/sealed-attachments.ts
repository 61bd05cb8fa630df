import type { AttachmentDetails } from '@sallyport/core';
import type { Transformed } from '@sallyport/pipeline';
import type { ReviewKeys } from '../review-keys.ts';

/** An attachment of a call that is reviewed, sealed for those who may decide. */
export interface SealedAttachment extends AttachmentDetails {
  /** Its place among those of the call, from 1. */
  readonly number: number;
  readonly sealed: Uint8Array;
}

/** Seals what is attached to a call for its review, and commits to it. */
export function sealAttachments(
  keys: Pick<ReviewKeys, 'seal' | 'commitAttachment'>,
  { attachments = [] }: Pick<Transformed, 'attachments'>,
  review: string,
): readonly SealedAttachment[] {
  return attachments.map(({ type, bytes }, index) => {
    const number = index + 1;
    const commitment = keys.commitAttachment(bytes, { review, number });
    return {
      number,
      type,
      bytes: bytes.length,
      commitment,
      sealed: keys.seal(bytes, { review, use: `attachment ${number}` }),
    };
  });
}
