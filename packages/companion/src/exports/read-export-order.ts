import { SallyportError } from '@sallyport/core';
import { readTime } from '../sessions/index.ts';
import type { Period } from './find-range.ts';

/** What is to be exported, as it is asked for. */
export interface ExportOrder {
  readonly period: Period;
  /** Only entries that fit a filter. Which one stays with who exports. */
  readonly filtered: boolean;
  /** Recordings and sealed originals too. */
  readonly recordings: boolean;
}

/** The members of an order, each a text. */
export type ExportMembers = Readonly<Partial<Record<string, string>>>;

/** Reads an order. Raises `request_invalid`: also for a period that is none, and one that is not over yet, of which there is no evidence. */
export function readExportOrder({ from, to, filtered, recordings }: ExportMembers, now: number): ExportOrder {
  const period = { ...(from !== undefined && { from: timeOf(from) }), ...(to !== undefined && { to: timeOf(to) }) };
  const { from: begins = 0, to: ends = now } = period;
  if (begins > now || ends > now || (to !== undefined && begins >= ends)) throw new SallyportError('request_invalid');
  return { period, filtered: isTrue(filtered), recordings: isTrue(recordings) };
}

/** The most that one call asks for. */
const MOST_NAMED = 500;

/** Reads a list of texts with commas between them, at most 500, each of a form. Raises `request_invalid`. */
export function readNames(text: string | undefined, form: RegExp): readonly string[] {
  const names = text === undefined ? [] : text.split(',');
  if (names.length > MOST_NAMED || !names.every((name) => form.test(name))) throw new SallyportError('request_invalid');
  return names;
}

function timeOf(text: string): number {
  return readTime(text).getTime();
}

function isTrue(text: string | undefined): boolean {
  if (text !== undefined && text !== 'true') throw new SallyportError('request_invalid');
  return text === 'true';
}
