import type { Span } from '@sallyport/core';
import { textBefore } from './pattern.ts';

const BIRTH_LABEL =
  /(?:\bdob|d\.o\.b\.?|date[ _-]?of[ _-]?birth|birth[ _-]?(?:date|day|time)?|born(?: on)?|geboren)["'\\]{0,4}[ \t]{0,3}[:=>#-]?[ \t]{0,3}(?:the )?["'\\(]{0,4}$/i;

/** Gives a date the subtype `birth` where the words before it say so. */
export function markBirth(text: string, span: Span): Span {
  return BIRTH_LABEL.test(textBefore({ text, start: span.start }, 32)) ? { ...span, subtype: 'birth' } : span;
}
