import type { Entry, SessionSalt } from './entry.ts';
import type { SessionEnd } from './session-row.ts';

/** A session that a batch opens, and perhaps closes again. */
export interface OpenedSession {
  readonly id: string;
  readonly openedIndex: number;
  readonly closedIndex?: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly salt?: SessionSalt;
  /** How it ended, where it is closed again. */
  readonly end?: SessionEnd;
}

/** A session that a batch closes. */
export interface ClosedSession {
  readonly id: string;
  readonly index: number;
  readonly end?: SessionEnd;
}

/** What a batch, whose first entry goes to index `first`, does to sessions: those it opens, and those it closes that were open before. */
export function splitSessions(entries: readonly Entry[], first: number) {
  const opened = new Map<string, OpenedSession>();
  const closed: ClosedSession[] = [];
  for (const [offset, { session, time, end }] of entries.entries()) {
    if (session === undefined) continue;
    const index = first + offset;
    const { id, mark, salt } = session;
    const ended = end === undefined ? {} : { end };
    const before = opened.get(id);
    if (mark === 'open') opened.set(id, { id, openedIndex: index, time, ...(salt === undefined ? {} : { salt }) });
    else if (before !== undefined) opened.set(id, { ...before, closedIndex: index, ...ended });
    else closed.push({ id, index, ...ended });
  }
  return { opened: [...opened.values()], closed };
}
