import { isPseudonym, isPurpose, type Purpose, SallyportError } from '@sallyport/core';
import { DEFAULT_REVIEW_TIMEOUT_MS, MAX_REVIEW_TIMEOUT_MS } from '../guard-options.ts';

/** Reads the setting `purpose`. Raises `config_invalid`, naming the place, for what is none. */
export function readPurpose(purpose: string | undefined, place = 'purpose'): Purpose | undefined {
  if (purpose === undefined || isPurpose(purpose)) return purpose;
  throw new SallyportError('config_invalid', { place });
}

/** Reads the setting `subjectOfCare`. Raises `config_invalid`, naming the place, for what has not the form of a pseudonym. */
export function readSubjectOfCare(subject: string | undefined, place = 'subjectOfCare'): string | undefined {
  if (subject === undefined || isPseudonym(subject)) return subject;
  throw new SallyportError('config_invalid', { place });
}

/** Reads the setting `reviewTimeoutMs`. Raises `config_invalid`, naming the place, for what is no time from 0 to 24 hours. */
export function readReviewTimeout(ms: number = DEFAULT_REVIEW_TIMEOUT_MS, place = 'reviewTimeoutMs'): number {
  if (Number.isSafeInteger(ms) && ms >= 0 && ms <= MAX_REVIEW_TIMEOUT_MS) return ms;
  throw new SallyportError('config_invalid', { place });
}

/** Reads a variable that says the same in seconds. Raises `config_invalid`, naming it. */
export function readReviewSeconds(seconds: string, place: string): number {
  return readReviewTimeout(/^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : Number.NaN, place);
}
