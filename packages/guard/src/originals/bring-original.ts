import { afterReply, type Reply } from '@sallyport/pipeline';
import type { SealedOriginal } from './seal-original.ts';
import { type Upload, uploadOriginal } from './upload-original.ts';

/** What was promised of a session, and where it is brought. */
export interface Promised extends Upload {
  readonly original: SealedOriginal;
}

/**
 * The reply, once the session's sealed original is with the companion; a stream begins at once, and does not end before. Raises
 * `recording_unavailable`, and so does the end of a stream.
 */
export async function bringOriginal(reply: Reply, { original, ...upload }: Promised): Promise<Reply> {
  const bringing = uploadOriginal(original, upload);
  // A stream hears of it only when it ends.
  bringing.catch(() => undefined);
  return afterReply(reply, () => bringing);
}
