import { SIMPLE_CONNECTOR } from '../grammar/connector.ts';
import { labelList, labelSet } from '../grammar/label.ts';
import { type LabelRule, type PatternRule, type Place, textBefore } from '../grammar/pattern.ts';
import { EXTENSION, FORMATTED_NUMBER, INTERNATIONAL_NUMBER, LABELLED_NUMBER } from '../grammar/phone-number.ts';
import { BRACKET_DIGIT, DIGIT, DIGITS_4, DIGITS_JOIN_4, PLUS } from '../grammar/signs.ts';
import { wordSet } from '../grammar/word-set.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const LABELS = labelSet(
  labelList(`
    telephone, phone, phones, ph, tel, cell, cellular, cell phone, mobile, mobile phone, home phone, work phone, cb,
    call, callback, call back, called, contact, text, whatsapp, home, work, office, pager, beeper, dial, reached at,
    hotline, voicemail, landline, telecom
  `),
);
const GAP = String.raw`(?:[ ]{0,2}(?:number|no|num|at|is|me|us|him|her|back)\b){0,2}\.?${SIMPLE_CONNECTOR}`;

const RULES: readonly (PatternRule | LabelRule)[] = [
  {
    needs: [DIGITS_JOIN_4],
    pattern: new RegExp(`(?<![\\w.-]|\\d )${FORMATTED_NUMBER}${EXTENSION}(?![\\w-])`, 'g'),
    type: 'PHONE',
    score: 0.8,
  },
  {
    needs: [PLUS, DIGIT],
    pattern: new RegExp(`(?<![\\w+])${INTERNATIONAL_NUMBER}${EXTENSION}(?!\\w)`, 'g'),
    type: 'PHONE',
    score: 0.82,
    accept: hasDigits(7, 15),
  },
  { needs: [BRACKET_DIGIT, DIGITS_4], pattern: /(?<=\()(?:\d{10}|\d{3}-\d{4})(?=\))/g, type: 'PHONE', score: 0.75 },
  {
    needs: [DIGIT],
    labels: LABELS,
    pattern: new RegExp(`(?<lead>${GAP})(?<value>${LABELLED_NUMBER}${EXTENSION})(?![\\w%])`, 'iy'),
    type: 'PHONE',
    score: 0.88,
    accept: isTelephone,
  },
  {
    needs: [DIGIT, wordSet(['pager', 'beeper', 'ext', 'extension'])],
    pattern: /(?<lead>\b(?:pager|beeper|ext|extension)\b[.:# ]{0,3})(?<value>\d[\d-]{2,9})(?![\w-])/gi,
    type: 'PHONE',
    score: 0.86,
  },
];

/** Telephone and pager numbers with their extensions: formatted or international anywhere, any form behind a label. */
export const phone: Recognizer = makeRecognizer({ name: 'phone', entities: ['PHONE'], rules: RULES });

function hasDigits(least: number, most: number): (value: string) => boolean {
  return (value) => {
    const digits = value.replace(/\D/g, '').length;
    return digits >= least && digits <= most;
  };
}

// "call 911" and "home 2-3 days" are no one's number; a date behind "called" is a date.
function isTelephone(value: string, place: Place): boolean {
  const digits = value.replace(/\D/g, '').length;
  if (/^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}$/.test(value) && !/\d{3}[-.]\d{2}[-.]\d{4}/.test(value)) return false;
  return digits >= 7 || (digits >= 4 && /(?:pager|beeper)/i.test(textBefore(place, 16)));
}
