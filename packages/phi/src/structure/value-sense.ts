import type { Meaning } from './label-meanings.ts';
import type { Sense } from './leaf.ts';
import { readLabel } from './meaning.ts';
import { canBe, isDateShaped } from './whole-value.ts';

/** What is known of a value before it is looked at. */
export interface ValuePlace {
  /** The key, column or element it stands under. */
  readonly label: string;
  readonly meaning: Meaning | undefined;
  /** A number without quotes. */
  readonly number: boolean;
  /** Its label names a code or a setting. */
  readonly code: boolean;
}

const OLDEST_SAID = 89;
const AGE = /(?:^|[_ ]|[a-z](?=A))[Aa](?:ge|GE)(?:[_ ]?(?:in[_ ])?(?:years|yrs?))?$/;
const TELLING_CODE = /@|\d{3}-\d{2}-\d{4}|\(\d{3}\)/;
const UUID = /^(?:urn:uuid:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const CODE_WORD = /^(?:[a-z]+(?:[-_.][a-z]+){0,6}|[a-z]+[A-Z][a-zA-Z]*|[A-Z]{1,4}|[A-Z]+(?:_[A-Z]+){1,6})$/;

/** How the value of a key, column or element is read. `undefined`: not at all. */
export function valueSense(value: string, { label, meaning, number, code }: ValuePlace): Sense | undefined {
  if (meaning !== undefined && canBe(value, meaning) && !(number && meaning.type === 'NAME'))
    return { read: 'whole', ...meaning };
  if (number || AGE.test(label)) return numberSense(value, label);
  if (code) return TELLING_CODE.test(value) ? { read: 'form' } : undefined;
  if (isDateShaped(value))
    return /version|pattern|range|ratio/i.test(label) ? undefined : { read: 'whole', type: 'DATE' };
  return textSense(value, label);
}

function numberSense(value: string, label: string): Sense | undefined {
  if (AGE.test(label)) {
    const old = Number(value) > OLDEST_SAID && Number(value) < 130;
    return old ? { read: 'whole', type: 'AGE_OVER_89' } : undefined;
  }
  // A list that is all there is may stand under a label that only the caller knows.
  return /^\d{5,19}$/.test(value) || label === '' ? { read: 'form', field: label } : undefined;
}

function textSense(value: string, label: string): Sense | undefined {
  const field = sayableLabel(label);
  if (/\s/.test(value.trim())) return { read: 'text', field };
  if (UUID.test(value)) return undefined;
  if (/[\d@/:\\[]/.test(value)) return { read: 'form', field };
  return CODE_WORD.test(value) ? undefined : { read: 'text', field };
}

/** `name: ` makes a name of what follows; before whatever has a name it must not be read. */
function sayableLabel(label: string): string {
  if (label.includes('[')) return '';
  return /names?$/i.test(label) && readLabel(label).meaning === undefined ? '' : label;
}
