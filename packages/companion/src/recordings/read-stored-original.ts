import { createHash } from 'node:crypto';
import { SallyportError, toBase64url } from '@sallyport/core';
import type { ReaderParts } from './recording-reader.ts';
import { findOriginals, type OriginalsRow } from './recording-rows.ts';
import { storedParts } from './segment-stores.ts';

/**
 * The sealed lines of a session's original, as they were stored. Before the first of them all are held to the digest that is kept with
 * them, and to what the ledger says. Raises `recording_unknown`, `recording_purged`, `recording_corrupt`, `recording_unavailable`,
 * `ledger_corrupt`, `ledger_unavailable`.
 */
export async function readStoredOriginal(
  { database, stores, evidence }: Omit<ReaderParts, 'keys'>,
  session: string,
): Promise<AsyncIterable<Uint8Array>> {
  const said = await evidence.recorded(session);
  const row = await findOriginals(database, session);
  if (row === undefined) throw new SallyportError(missing(said.sealedBy));
  if (row.purgedAt !== null) throw new SallyportError('recording_purged');
  const store = stores.named(row.store);
  const parts = () => storedParts(store, { kind: 'originals', session });
  await compare(parts(), row, said.originals);
  return parts();
}

/** One that a client promised may not have come yet; what was sealed here was there before the call was sent. */
function missing(sealedBy: OriginalsRow['sealedBy'] | undefined) {
  return sealedBy === 'companion' ? 'recording_corrupt' : 'recording_unknown';
}

async function compare(parts: AsyncIterable<Uint8Array>, row: OriginalsRow, said: string | undefined): Promise<void> {
  const hash = createHash('sha256');
  for await (const part of parts) hash.update(part);
  const digest = hash.digest('base64url');
  if (digest !== toBase64url(row.digest) || digest !== (said ?? digest)) throw new SallyportError('recording_corrupt');
}
