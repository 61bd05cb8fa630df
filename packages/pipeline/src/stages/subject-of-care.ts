import { isPseudonym, SallyportError, SUBJECT_HEADER } from '@sallyport/core';
import type { TextLeaf } from '@sallyport/wire';
import type { Admitted } from '../exchange.ts';
import type { Door } from '../ports.ts';
import { exposed, findSpans } from './find-spans.ts';

/**
 * Whom the call is about, where its caller says so: a pseudonym, which goes no further than the companion. Raises `subject_invalid` for what has not
 * the form of one or holds an identifier, `detector_failed`.
 */
export async function subjectOfCare(door: Door, { call }: Admitted): Promise<string | undefined> {
  const subject = call.headers[SUBJECT_HEADER];
  if (subject === undefined) return undefined;
  if (!isPseudonym(subject)) throw new SallyportError('subject_invalid');
  const leaves = readings(subject);
  if (exposed(leaves, await findSpans(door.detect, leaves))) throw new SallyportError('subject_invalid');
  return subject;
}

/** Two or more words of letters alone. */
const WORDS = /^[A-Za-z]{2,}(?:[._-][A-Za-z]{2,}){1,3}$/;

/** A pseudonym as what it is, and, where it is made of a few words, as the name that these may be: `maria.gonzalez`. */
function readings(subject: string): readonly TextLeaf[] {
  const whole = { text: subject, role: 'structure' as const };
  if (!WORDS.test(subject)) return [whole];
  const words = subject.split(/[._-]/).map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`);
  return [whole, { text: `Patient: ${words.join(' ')}`, role: 'structure', prose: true }];
}
