import { isUuid, SallyportError } from '@sallyport/core';
import { adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import { openSpool, type Spool, spool } from '../replay/spool.ts';
import type { Terminal } from '../terminal.ts';

/** Which sealed original: by the id of its session, from the companion; or a file it was saved in. */
export interface WantedOriginal {
  readonly id: string | undefined;
  readonly file: string | undefined;
}

/** Gets a sealed original. From the companion, the reading is an event of the ledger first. Raises `request_invalid`, `recording_*`, what an admin call raises, and `file_unreadable`. */
export async function openSealed({ id, file }: WantedOriginal, terminal: Terminal): Promise<Spool> {
  if ((id === undefined) === (file === undefined)) {
    throw new SallyportError('request_invalid', { place: 'give the id of a session, or --file' });
  }
  if (file !== undefined) return openSpool(file);
  if (id === undefined || !isUuid(id)) {
    throw new SallyportError('request_invalid', { place: 'the id of a session is a UUID' });
  }
  const client = await adminClient(sessionPath(terminal));
  return spool(await client.stream({ method: 'GET', path: `/v1/admin/originals/${id}` }));
}
