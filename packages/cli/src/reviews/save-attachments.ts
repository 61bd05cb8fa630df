import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SallyportError } from '@sallyport/core';
import { extensionOfMedia } from '@sallyport/wire';
import { type AdminAnswer, textOf } from '../admin/admin-answer.ts';
import type { AdminClient } from '../admin/admin-client.ts';
import { saveFile } from '../replay/save-file.ts';
import { attachmentsOf, countOf, objectOf } from './review-answer.ts';

/**
 * Keeps what is attached to a review in files of a folder, for its user's eyes alone, each named by its number and kind. To fetch one is an event of the
 * ledger first. Gives the paths. Raises `file_exists`, `file_unwritable`, `companion_invalid`, and what an admin call raises.
 */
export async function saveAttachments(
  client: AdminClient,
  { answer, folder }: { readonly answer: AdminAnswer; readonly folder: string },
): Promise<readonly string[]> {
  const review = objectOf(answer, 'review');
  const attachments = attachmentsOf(review);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => {
    throw new SallyportError('file_unwritable');
  });
  const saved: string[] = [];
  for (const attachment of attachments) {
    const number = countOf(attachment, 'number');
    const path = join(folder, `attachment-${number}.${extensionOfMedia(textOf(attachment, 'type'))}`);
    const bytes = await client.stream({
      method: 'GET',
      path: `/v1/admin/reviews/${textOf(review, 'id')}/attachments/${number}`,
    });
    await saveFile(path, ofLength(bytes, countOf(attachment, 'bytes')));
    saved.push(path);
  }
  return saved;
}

/** Raises `companion_invalid` where there are more bytes, or fewer, than were announced. */
async function* ofLength(pieces: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const piece of pieces) {
    read += piece.length;
    if (read > length) throw new SallyportError('companion_invalid');
    yield piece;
  }
  if (read < length) throw new SallyportError('companion_invalid');
}
