import type { Entry } from './entry.ts';
import type { SessionRow } from './session-row.ts';

/** What a batch does to the index of sessions: the rows it writes, with where each stands in the log, and which events are about what. */
export interface IndexWork {
  readonly rows: readonly (SessionRow & { readonly index: number })[];
  readonly about: readonly { readonly about: string; readonly index: number }[];
}

/** Gathers what entries, whose first goes to index `first`, do to the index of sessions. */
export function indexWork(entries: readonly Entry[], first: number): IndexWork {
  return {
    rows: entries.flatMap(({ row }, offset) => (row === undefined ? [] : [{ ...row, index: first + offset }])),
    about: entries.flatMap(({ about = [] }, offset) => about.map((id) => ({ about: id, index: first + offset }))),
  };
}
