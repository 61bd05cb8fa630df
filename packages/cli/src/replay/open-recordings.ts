import { isUuid, type RecordingUse, SallyportError } from '@sallyport/core';
import { adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import type { Terminal } from '../terminal.ts';
import { openSpool, type Spool, spool } from './spool.ts';

/** Which recordings: by the ids of their sessions, from the companion; or files they were saved in. */
export interface Wanted {
  readonly ids: readonly string[];
  readonly files: readonly string[];
}

/**
 * Opens recordings, those of the companion first. What each is read for goes into the ledger, as an event, before any of it is given.
 * Raises `request_invalid` for an id that is none, `recording_*`, what an admin call raises, and `file_unreadable`.
 */
export async function openRecordings(
  { ids, files }: Wanted,
  { terminal, use }: { readonly terminal: Terminal; readonly use: RecordingUse },
): Promise<readonly Spool[]> {
  if (!ids.every(isUuid)) throw new SallyportError('request_invalid', { place: 'the id of a session is a UUID' });
  const opened: Spool[] = [];
  try {
    for (const id of ids) opened.push(await fetchRecording(id.toLowerCase(), { terminal, use }));
    for (const file of files) opened.push(await openSpool(file));
    return opened;
  } catch (cause) {
    await closeAll(opened);
    throw cause;
  }
}

/** Lets go of recordings. */
export async function closeAll(spools: readonly Spool[]): Promise<void> {
  await Promise.all(spools.map((one) => one.close()));
}

async function fetchRecording(
  id: string,
  { terminal, use }: { readonly terminal: Terminal; readonly use: RecordingUse },
): Promise<Spool> {
  const client = await adminClient(sessionPath(terminal));
  const headers = { 'sallyport-use': use };
  return spool(await client.stream({ method: 'GET', path: `/v1/admin/recordings/${id}`, headers }));
}
