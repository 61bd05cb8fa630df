import { setTimeout as wait } from 'node:timers/promises';
import { type Identity, SallyportError } from '@sallyport/core';
import type { CompanionClient } from '../companion/companion-client.ts';
import type { SealedOriginal } from './seal-original.ts';
import { withGrace } from './with-grace.ts';

/** Where a sealed original belongs. */
export interface Upload {
  readonly client: CompanionClient;
  /** Whose session it is. */
  readonly identity: Identity;
  /** The session's UUID. */
  readonly session: string;
  /** Aborted when the caller of the call has gone. */
  readonly signal: AbortSignal;
}

/** How long is waited before it is tried again, in milliseconds: once for each number. */
const RETRIES_MS = [200, 1_000];

/** How long one attempt may take. Milliseconds. */
const ATTEMPT_MS = 30_000;

/** For how long it goes on once nobody waits for the call any more: the intent has promised it. Milliseconds. */
const GRACE_MS = 5_000;

const MAX_ANSWER_BYTES = 65_536;

/** Brings the sealed original of a session to the companion, trying three times where it has to. Raises `recording_unavailable`. */
export async function uploadOriginal(original: SealedOriginal, upload: Upload): Promise<void> {
  const { signal } = upload;
  const brought = await withGrace({ signal, ms: GRACE_MS }, (late) => bring(original, { ...upload, signal: late }));
  if (!brought) throw new SallyportError('recording_unavailable');
}

async function bring({ payload }: SealedOriginal, upload: Upload): Promise<boolean> {
  for (const waitMs of [0, ...RETRIES_MS]) {
    await wait(waitMs, undefined, { signal: upload.signal }).catch(() => undefined);
    if (upload.signal.aborted) return false;
    const status = await put(payload, upload);
    if (status >= 200 && status < 300) return true;
    if (isFinal(status)) return false;
  }
  return false;
}

/** The status of the answer; 0 where there was none. */
async function put(body: SealedOriginal['payload'], { session, client, ...upload }: Upload): Promise<number> {
  const answer = await client
    .call({
      ...upload,
      method: 'PUT',
      path: `/v1/sessions/${session}/originals`,
      headers: { 'content-type': 'application/x-ndjson' },
      body,
      maxBytes: MAX_ANSWER_BYTES,
      timeoutMs: ATTEMPT_MS,
    })
    .catch(() => undefined);
  return answer?.status ?? 0;
}

/** The companion has understood, and does not want it. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}
