import { SallyportError, type Span } from '@sallyport/core';
import type { Category } from './category.ts';

/** An object of an answer, of which nothing is known yet. */
export type Unread = Readonly<Record<string, unknown>>;

/** More findings than this in one chunk are no answer. */
const MOST = 100_000;

/** Reads a list of objects. Raises `engine_invalid` for anything else. */
export function readList(value: unknown): readonly Unread[] {
  if (!Array.isArray(value) || value.length > MOST) throw new SallyportError('engine_invalid');
  return value.map(readObject);
}

/** Reads an object. Raises `engine_invalid` for anything else. */
export function readObject(value: unknown): Unread {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SallyportError('engine_invalid');
  return value as Unread;
}

/** Reads a name. Raises `engine_invalid` for anything else. */
export function readName(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new SallyportError('engine_invalid');
  return value;
}

/** A finding as an engine states it: `start` and `end` in UTF-16 code units, not yet read. */
export interface Finding {
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly score: unknown;
  readonly category: Category;
}

/**
 * The span of a finding; none where its category identifies nobody. Raises `engine_invalid` for one that does not lie in the text, or
 * has no score from 0 to 1.
 */
export function readFinding(text: string, { start = -1, end = -1, score, category }: Finding): readonly Span[] {
  const placed = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length;
  if (!placed || typeof score !== 'number' || !(score >= 0 && score <= 1)) throw new SallyportError('engine_invalid');
  return category === 'no_identifier' ? [] : [{ start, end, score, ...category }];
}

/**
 * Holds what an engine says it found to what stands there, white space aside: an engine that counts in other units than agreed would have
 * us mask the wrong words. Raises `engine_invalid`.
 */
export function checkQuote(there: string, quoted: unknown): void {
  if (typeof quoted !== 'string' || squeeze(there) !== squeeze(quoted)) throw new SallyportError('engine_invalid');
}

function squeeze(text: string): string {
  return text.replace(/\s/g, '');
}
