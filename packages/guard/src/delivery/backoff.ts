const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * How long to wait after so many failures in a row, in milliseconds: twice as long each time, from 1 s to 60 s, and of that a random
 * part between half and all, so that clients that failed together do not come back together.
 */
export function backoff(failures: number, random: () => number = Math.random): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return longest * (0.5 + random() / 2);
}

/** What a `Retry-After` header asks for, in milliseconds (RFC 9110 §10.2.3, in seconds): 0 where it asks for nothing, and at most 60 s. */
export function retryAfter(header: string | undefined): number {
  return /^\d{1,9}$/.test(header ?? '') ? Math.min(LONGEST_MS, Number(header) * 1_000) : 0;
}
