import { SIMPLE_CONNECTOR } from '../grammar/connector.ts';
import { labelSet } from '../grammar/label.ts';
import { type LabelRule, matchLabelled } from '../grammar/pattern.ts';
import { EXTENSION, LABELLED_NUMBER } from '../grammar/phone-number.ts';
import type { Recognizer } from '../recognizer.ts';

const RULE: LabelRule = {
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
export const fax: Recognizer = Object.freeze({
  name: 'fax',
  entities: ['FAX'] as const,
  find: (text: string) => matchLabelled(text, RULE),
});
