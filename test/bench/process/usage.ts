/** What a process has in memory, in bytes. */
export interface Memory {
  readonly resident: number;
  /** Of the JavaScript heap, what a collection just before left. */
  readonly heap: number;
}

/** Collects garbage, and says what this process has in memory. Needs `--expose-gc`. */
export async function memoryUsage(): Promise<Memory> {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { resident: rss, heap: heapUsed };
}

/** The processor time of this process so far, user and system, in microseconds. */
export async function cpuMicros(): Promise<number> {
  const { user, system } = process.cpuUsage();
  return user + system;
}
