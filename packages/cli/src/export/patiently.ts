import { setTimeout } from 'node:timers/promises';
import { type ErrorCode, isSallyportError } from '@sallyport/core';

/** What may be over in a moment. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'companion_unreachable',
  'overloaded',
  'shutting_down',
  'ledger_unavailable',
  'recording_unavailable',
]);

/** How long is waited before each further try, in milliseconds. */
const WAITS_MS = [500, 2_000] as const;

/** Does something, and up to twice again where it fails in a way that may be over in a moment. Raises what the last try raises. */
export async function patiently<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (const wait of WAITS_MS) {
    try {
      return await work();
    } catch (cause) {
      if (signal.aborted || !isSallyportError(cause) || !PASSING.has(cause.code)) throw cause;
      await setTimeout(wait, undefined, { signal }).catch(() => undefined);
    }
  }
  return work();
}
