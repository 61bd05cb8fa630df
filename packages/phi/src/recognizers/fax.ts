import { SIMPLE_CONNECTOR } from '../grammar/connector.ts';
import { labelSet } from '../grammar/label.ts';
import type { LabelRule } from '../grammar/pattern.ts';
import { EXTENSION, LABELLED_NUMBER } from '../grammar/phone-number.ts';
import { DIGIT } from '../grammar/signs.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const RULE: LabelRule = {
  needs: [DIGIT],
  labels: labelSet(['fax', 'faxed', 'facsimile', 'telefax']),
  pattern: new RegExp(
    String.raw`(?<lead>(?:[ ]{0,2}(?:number|no|num|at|is|to|it to)\b){0,2}\.?${SIMPLE_CONNECTOR})(?<value>${LABELLED_NUMBER}${EXTENSION})(?!\w)`,
    'iy',
  ),
  type: 'FAX',
  score: 0.95,
  accept: (value) => value.replace(/\D/g, '').length >= 7,
};

/** Fax numbers, which only their label tells from telephone numbers. */
export const fax: Recognizer = makeRecognizer({ name: 'fax', entities: ['FAX'], rules: [RULE] });
