/** Steps from the top of the file to a part of it: keys and list positions. */
export type FaultPath = readonly (string | number)[];

/** One thing wrong with the file. Its words come from us, never from the file. */
export interface Fault {
  readonly path: FaultPath;
  /** The key below `path` that is at fault, where the fault is in a key and not in a value. */
  readonly key?: string;
  /** What is wrong, following the path: `must be an https URL`. */
  readonly message: string;
}

/** The first fault that a check finds in a list. */
export function firstOf<T>(items: readonly T[], check: (item: T, at: number) => Fault | undefined): Fault | undefined {
  for (const [at, item] of items.entries()) {
    const fault = check(item, at);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
