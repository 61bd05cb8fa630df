import type { Entry, SessionSalt } from './entry.ts';

/** A session that a batch opens, and perhaps closes again. */
export interface OpenedSession {
  readonly id: string;
  readonly openedIndex: number;
  readonly closedIndex?: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly salt?: SessionSalt;
}

/** What a batch, whose first entry goes to index `first`, does to sessions: those it opens, and those it closes that were open before. */
export function splitSessions(entries: readonly Entry[], first: number) {
  const opened = new Map<string, OpenedSession>();
  const closed: { readonly id: string; readonly index: number }[] = [];
  for (const [offset, { session, time }] of entries.entries()) {
    if (session === undefined) continue;
    const index = first + offset;
    const { id, mark, salt } = session;
    const before = opened.get(id);
    if (mark === 'open') opened.set(id, { id, openedIndex: index, time, ...(salt === undefined ? {} : { salt }) });
    else if (before !== undefined) opened.set(id, { ...before, closedIndex: index });
    else closed.push({ id, index });
  }
  return { opened: [...opened.values()], closed };
}
