import { isSallyportError, SallyportError, untilAborted } from '@sallyport/core';

/**
 * What the failure of a call means: the key, the context or the bytes are not those it was wrapped with; the service will not have the key
 * used; or the service is down, so that trying again may help.
 */
export type KmsVerdict = 'unsealed' | 'refused' | 'down';

/** How a key management service is called. */
export interface KmsCall<T> {
  /** The service, by its configuration key. */
  readonly service: string;
  /** Milliseconds one attempt may take. */
  readonly timeoutMs: number;
  readonly attempt: (signal: AbortSignal) => Promise<T>;
  /** Says what an error of the service's client means. */
  readonly judge: (error: unknown) => KmsVerdict;
}

/** What one attempt may take unless somebody says otherwise. */
export const KMS_TIMEOUT_MS = 5_000;

const ATTEMPTS = 2;

/**
 * Calls a key management service within bounds: a second time when the first finds it down, and no more. Raises `secret_unsealed` or
 * `key_unavailable`; the client's own error, which may quote what it sent, goes no further.
 */
export async function callKms<T>({ service, timeoutMs, attempt, judge }: KmsCall<T>): Promise<T> {
  for (let left = ATTEMPTS - 1; ; left--) {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      // Not every client heeds its signal in each of its steps.
      return await untilAborted(attempt(signal), signal);
    } catch (error) {
      if (isSallyportError(error) && error.code !== 'cancelled') throw error;
      const verdict = judge(error);
      if (verdict === 'unsealed') throw new SallyportError('secret_unsealed');
      if (verdict === 'refused') throw new SallyportError('key_unavailable', { place: `${service} refused` });
      if (left === 0) throw new SallyportError('key_unavailable', { place: `${service} did not answer` });
    }
  }
}

/** The verdict on an HTTP status: throttling, failures and silence may pass. */
export function judgeStatus(status: number | undefined): KmsVerdict {
  return status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429 ? 'refused' : 'down';
}
