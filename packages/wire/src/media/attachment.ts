import type { MediaType } from '@sallyport/core';

/** What stands in a request and is no text: it is passed as it is, or not at all. */
export interface Attachment {
  /** What it is, told by how it begins, and by what is said of it where that is more precise. */
  readonly type: MediaType;
  /** Its bytes, decoded. They must not be changed. */
  readonly bytes: Uint8Array;
}

/** How much may be attached to one body. */
export interface AttachmentLimits {
  readonly most: number;
  /** All together. */
  readonly bytes: number;
}
