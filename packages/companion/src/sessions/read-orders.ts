import { type Clock, isPseudonym, SallyportError } from '@sallyport/core';
import type { DisclosureOrder } from './list-disclosures.ts';
import { readTime } from './read-time.ts';
import type { Cursors, Position } from './search-cursor.ts';
import { readSessionQuery, type SessionQuery } from './session-query.ts';
import type { SubjectOfCareKeeper } from './subject-of-care-keeper.ts';

/** The members of a body, as they came. */
export type Members = Readonly<Partial<Record<string, string>>>;

/** What the cursors of a search are bound to: its members. */
interface Bound {
  readonly search: object;
}

/** A search that was read, and is to be made. */
export interface SearchOrder extends Bound {
  readonly query: SessionQuery;
  readonly limit: number;
  readonly after?: Position;
}

/** A list of disclosures that was read, and is to be made. */
export interface ListOrder extends DisclosureOrder, Bound {
  /** The subject of care as the ledger knows it, in base64url. */
  readonly subjectOfCare: string;
}

/** What reading works with. */
export interface ReadParts {
  readonly cursors: Cursors;
  readonly subjects: SubjectOfCareKeeper;
  readonly clock: Clock;
}

const MOST = 200;
const PAGE = 50;
/** 45 CFR 164.528(a)(1) */
const YEARS_BACK = 6;

/** Reads a search. Raises `request_invalid`. */
export function readSearch(members: Members, { cursors }: Pick<ReadParts, 'cursors'>): SearchOrder {
  const page = readPage(members, cursors);
  return { query: readSessionQuery(page.search), ...page };
}

/** Reads whose disclosures are asked for: without a time those of six years. Raises `subject_invalid`, `request_invalid`. */
export function readDisclosures(members: Members, { cursors, subjects, clock }: ReadParts): ListOrder {
  const { subject = '', from, to } = members;
  if (!isPseudonym(subject)) throw new SallyportError('subject_invalid');
  const since = from === undefined ? yearsBefore(clock.now(), YEARS_BACK) : readTime(from);
  return {
    query: { subjectOfCare: subject, from: since, ...(to === undefined ? {} : { to: readTime(to) }) },
    ...readPage(members, cursors),
    subjectOfCare: Buffer.from(subjects.digest(subject)).toString('base64url'),
  };
}

function readPage({ limit = String(PAGE), cursor, ...search }: Members, cursors: Cursors) {
  const after = cursor === undefined ? {} : { after: cursors.read(cursor, search) };
  return { limit: readLimit(limit), ...after, search };
}

function readLimit(text: string): number {
  const limit = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : MOST + 1;
  if (limit > MOST) throw new SallyportError('request_invalid');
  return limit;
}

/** The same day so many years before; of a leap day, the day before March. */
function yearsBefore(now: number, years: number): Date {
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCFullYear(date.getUTCFullYear() - years);
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date;
}
