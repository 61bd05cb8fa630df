import { SallyportError, utf8 } from '@sallyport/core';
import type { ReaderParts } from './recording-reader.ts';
import { findOriginals, findRecording } from './recording-rows.ts';
import type { PartKind } from './segment-store.ts';
import { storedParts } from './segment-stores.ts';

type SealedParts = Pick<ReaderParts, 'database' | 'stores'>;

const NEWLINE = utf8('\n');

/**
 * The segments of a session's recording as they are stored, still sealed: compact JWEs, each with a newline. They are held to nothing: whoever has the
 * ledger compares their digest. Raises `recording_unknown`, `recording_purged`, `recording_unavailable`; the latter two also on the way.
 */
export async function readSealedRecording(parts: SealedParts, session: string): Promise<AsyncIterable<Uint8Array>> {
  const row = await findRecording(parts.database, session);
  if (row === undefined) throw new SallyportError('recording_unknown');
  return begun(parts, { kind: 'recording', session, ...row });
}

/** The sealed original of a session, its exact bytes, as it is stored. Raises as `readSealedRecording`. */
export async function readSealedOriginal(parts: SealedParts, session: string): Promise<AsyncIterable<Uint8Array>> {
  const row = await findOriginals(parts.database, session);
  if (row === undefined) throw new SallyportError('recording_unknown');
  return begun(parts, { kind: 'originals', session, ...row, segments: row.parts });
}

interface Stored {
  readonly kind: PartKind;
  readonly session: string;
  readonly store: Parameters<ReaderParts['stores']['named']>[0];
  readonly segments: number;
  readonly purgedAt: Date | null;
}

function begun(parts: SealedParts, stored: Stored): AsyncIterable<Uint8Array> {
  if (stored.purgedAt !== null) throw new SallyportError('recording_purged');
  return sealed(parts, stored);
}

/** One that is purged while it is read is not given as if it were whole. */
async function* sealed({ database, stores }: SealedParts, stored: Stored): AsyncGenerator<Uint8Array> {
  const { kind, session, store, segments } = stored;
  let count = 0;
  for await (const part of storedParts(stores.named(store), { kind, session })) {
    count += 1;
    yield part;
    if (kind === 'recording') yield NEWLINE;
  }
  if (count >= segments) return;
  const row = await (kind === 'recording' ? findRecording : findOriginals)(database, session);
  if (row === undefined || row.purgedAt !== null) throw new SallyportError('recording_purged');
}
