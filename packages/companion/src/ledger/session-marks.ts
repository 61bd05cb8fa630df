import type { Entry } from './entry.ts';

/** A session that a batch opens, and perhaps closes again. */
export interface OpenedSession {
  readonly id: string;
  readonly openedIndex: number;
  readonly closedIndex?: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** What a batch, whose first entry goes to index `first`, does to sessions: those it opens, and those it closes that were open before. */
export function splitSessions(entries: readonly Entry[], first: number) {
  const opened = new Map<string, OpenedSession>();
  const closed: { readonly id: string; readonly index: number }[] = [];
  for (const [offset, { session, time }] of entries.entries()) {
    if (session === undefined) continue;
    const index = first + offset;
    const before = opened.get(session.id);
    if (session.mark === 'open') opened.set(session.id, { id: session.id, openedIndex: index, time });
    else if (before !== undefined) opened.set(session.id, { ...before, closedIndex: index });
    else closed.push({ id: session.id, index });
  }
  return { opened: [...opened.values()], closed };
}
