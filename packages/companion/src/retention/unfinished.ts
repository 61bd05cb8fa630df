/** So long after a step failed, or after a crash, a purge that is not done is taken up again, in milliseconds. */
export const UNFINISHED_MS = 300_000;
