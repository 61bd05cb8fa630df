import { type ErrorCode, isSallyportError } from '@sallyport/core';
import { readUnverifiedEvent } from '@sallyport/ledger';
import { chosenEntries } from './chosen-entries.ts';
import { eachOf } from './each-of.ts';
import { AT_ONCE, type Exporting } from './exporting.ts';
import { type RecordedSession, recordedSession, type Survey } from './survey-entries.ts';

/** So many sessions are asked about at once. */
const CHUNK = 500;

/**
 * Fetches the recordings and sealed originals of the export's sessions that are not there, still sealed. Gives where the events stand that say of
 * the others that they were purged: also of one that is purged meanwhile. What is missing otherwise is left out, for whoever verifies to name.
 */
export async function fetchRecordings(exporting: Exporting, { recorded }: Survey): Promise<readonly number[]> {
  if (!exporting.wish.recordings) return [];
  const purges: number[] = [];
  let done = 0;
  for await (const chunk of inChunks(recordedSessions(exporting))) {
    const purged = await purgesOf(exporting, chunk);
    const gone: RecordedSession[] = [];
    const fetchOne = async (one: RecordedSession) => {
      if (!purged.has(one.session) && !(await fetchBoth(exporting, one))) gone.push(one);
      done += 1;
      exporting.progress.show({ words: 'recordings', done, total: recorded });
    };
    await eachOf(chunk, { most: AT_ONCE, work: fetchOne });
    const late = gone.length === 0 ? [] : (await purgesOf(exporting, gone)).values();
    purges.push(...purged.values(), ...late);
  }
  return purges;
}

async function* recordedSessions(exporting: Exporting): AsyncGenerator<RecordedSession> {
  for await (const { leaf } of chosenEntries(exporting)) {
    const event = readUnverifiedEvent(leaf);
    const found = event === undefined ? undefined : recordedSession(event);
    if (found !== undefined) yield found;
  }
}

async function* inChunks<T>(items: AsyncIterable<T>): AsyncGenerator<readonly T[]> {
  let chunk: T[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Where it stands of sessions that their recordings were purged. */
async function purgesOf(
  { evidence }: Exporting,
  sessions: readonly RecordedSession[],
): Promise<ReadonlyMap<string, number>> {
  const indexes = await evidence.context({ purged: sessions.map(({ session }) => session) });
  const purges = new Map<string, number>();
  for await (const { index, leaf } of evidence.placed(indexes)) {
    const { metadata, api } = readUnverifiedEvent(leaf) ?? {};
    if (metadata?.event_code === 'recording.purged') purges.set(api?.request?.uid ?? '', index);
  }
  return purges;
}

/** Whether nothing of it was found purged. */
async function fetchBoth(exporting: Exporting, { session, recording, originals }: RecordedSession): Promise<boolean> {
  const kept = !recording || (await fetchSealed(exporting, { kind: 'recordings', session }));
  return kept && (!originals || (await fetchSealed(exporting, { kind: 'originals', session })));
}

interface SealedFile {
  readonly kind: 'recordings' | 'originals';
  readonly session: string;
}

/** One that breaks off is asked for again: it may have been purged meanwhile. */
async function fetchSealed(exporting: Exporting, file: SealedFile, again = true): Promise<boolean> {
  const { evidence, folder } = exporting;
  const path = `${file.kind}/${file.session}.jwes`;
  if (await folder.has(path)) return true;
  try {
    await folder.write(path, await evidence.sealed(file.kind, file.session));
    return true;
  } catch (cause) {
    const code = isSallyportError(cause) ? cause.code : undefined;
    if (code === 'companion_unreachable' && again) return fetchSealed(exporting, file, false);
    if (code !== undefined && MISSING.has(code)) return code !== 'recording_purged';
    throw cause;
  }
}

const MISSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['recording_unknown', 'recording_purged']);
