import { setTimeout as wait } from 'node:timers/promises';
import { isSallyportError } from '@sallyport/core';
import { type HecAnswer, isAcknowledged, takenAnswer } from './hec-answer.ts';

/** Milliseconds until it is asked for the first time; each time that is in vain makes it half as long again, up to the longest. */
const FIRST_MS = 100;
const LONGEST_MS = 5_000;

/** How acknowledgement is waited for. */
export interface AckWait {
  /** Asks once whether what has these ids is indexed. */
  readonly ask: (body: string) => Promise<HecAnswer>;
  readonly signal: AbortSignal;
}

/**
 * Waits until what has this id is indexed, for as long as the signal lets it. That it could not be asked once is no reason to send
 * everything again; that the token is refused is. Raises `sink_credential`, and what an aborted signal raises.
 */
export async function awaitAck(id: number, { ask, signal }: AckWait): Promise<void> {
  const body = JSON.stringify({ acks: [id] });
  for (let pause = FIRST_MS; ; pause = Math.min(pause * 1.5, LONGEST_MS)) {
    await wait(pause, undefined, { signal });
    if (await isThere(ask(body).then(takenAnswer), { id, signal })) return;
  }
}

async function isThere(
  asked: Promise<Readonly<Record<string, unknown>>>,
  { id, signal }: { readonly id: number; readonly signal: AbortSignal },
): Promise<boolean> {
  try {
    return isAcknowledged(await asked, id);
  } catch (cause) {
    signal.throwIfAborted();
    if (isSallyportError(cause) && cause.code === 'sink_credential') throw cause;
    return false;
  }
}
