import type { Clock } from '@sallyport/core';
import type { KeyWrapper } from '../secrets/index.ts';
import type { Database } from '../storage/index.ts';
import { findSessions } from './find-sessions.ts';
import { type DisclosureParts, listDisclosures } from './list-disclosures.ts';
import type { ModelKeeper } from './model-keeper.ts';
import { type ListOrder, type Members, readDisclosures, readSearch, type SearchOrder } from './read-orders.ts';
import { openCursors, type Position } from './search-cursor.ts';
import { conditionsOf } from './session-conditions.ts';
import { sessionJson } from './session-json.ts';
import { showSession } from './show-session.ts';
import type { SubjectOfCareKeeper } from './subject-of-care-keeper.ts';

/** Finds sessions. What reads raises `request_invalid`, what finds `ledger_unavailable`. */
export interface SessionSearch {
  readSearch(members: Members): SearchOrder;
  /** `{sessions, next?}`, newest first. A page may be short, or empty, and go on. */
  search(order: SearchOrder): Promise<object>;
  /** As `showSession`. */
  show(id: string): Promise<object>;
  /** Raises `subject_invalid` too. */
  readDisclosures(members: Members): ListOrder;
  /** `{subject_of_care, from, to?, disclosures, next?}`, newest first. */
  disclosures(order: ListOrder): Promise<object>;
}

/** What a search works with. */
export interface SessionSearchParts extends Pick<DisclosureParts, 'hostOf'> {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly subjects: SubjectOfCareKeeper;
  readonly models: ModelKeeper;
  readonly clock: Clock;
}

/** Opens the search. Raises `secret_unsealed` with the wrong root key, `internal` when the database fails. */
export async function openSessionSearch(parts: SessionSearchParts): Promise<SessionSearch> {
  const { database, subjects, models, hostOf } = parts;
  const cursors = await openCursors(parts);
  const keepers = { subjects, models };
  const reading = { ...parts, cursors };
  const nextOf = (next: Position | undefined, search: object) =>
    next === undefined ? {} : { next: cursors.write(next, search) };
  return Object.freeze({
    readSearch: (members: Members) => readSearch(members, reading),
    search: async ({ query, limit, after, search }: SearchOrder) => {
      const conditions = conditionsOf(query, { keepers, ...(after === undefined ? {} : { after }) });
      const { sessions, next } = await findSessions(database, conditions, { limit });
      return { sessions: sessions.map((one) => sessionJson(one, models)), ...nextOf(next, search) };
    },
    show: (id: string) => showSession({ database, models }, id),
    readDisclosures: (members: Members) => readDisclosures(members, reading),
    disclosures: async ({ query, subjectOfCare, search, ...order }: ListOrder) => {
      const { disclosures, next } = await listDisclosures({ database, keepers, hostOf }, { query, ...order });
      const until = query.to === undefined ? {} : { to: query.to.toISOString() };
      const about = { subject_of_care: subjectOfCare, from: query.from.toISOString(), ...until };
      return { ...about, disclosures, ...nextOf(next, search) };
    },
  } satisfies SessionSearch);
}
