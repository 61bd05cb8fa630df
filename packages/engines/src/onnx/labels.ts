import type { CategoryTable } from '../category.ts';

const NAME = { type: 'NAME' } as const;
const LOCATION = { type: 'LOCATION' } as const;
const FACILITY = { type: 'LOCATION', subtype: 'facility' } as const;
const DATE = { type: 'DATE' } as const;

/**
 * Labels that models for de-identification and named entities use (i2b2 2006 and 2014, CoNLL-2003, OntoNotes), in capitals and without
 * their `B-` or `I-`, that are not plain `OTHER_ID`. A model with other labels brings its own table.
 */
export const ONNX_LABELS: CategoryTable = Object.freeze({
  PER: NAME,
  PERSON: NAME,
  NAME: NAME,
  PATIENT: NAME,
  DOCTOR: NAME,
  STAFF: NAME,
  HCW: NAME,
  LOC: LOCATION,
  LOCATION: LOCATION,
  GPE: LOCATION,
  ADDRESS: LOCATION,
  STREET: { type: 'LOCATION', subtype: 'street' },
  CITY: { type: 'LOCATION', subtype: 'city' },
  ZIP: { type: 'LOCATION', subtype: 'zip' },
  ORG: LOCATION,
  ORGANIZATION: LOCATION,
  PATORG: LOCATION,
  HOSP: FACILITY,
  HOSPITAL: FACILITY,
  VENDOR: LOCATION,
  STATE: 'no_identifier',
  COUNTRY: 'no_identifier',
  MISC: 'no_identifier',
  NORP: 'no_identifier',
  PROFESSION: 'no_identifier',
  TIME: 'no_identifier',
  CARDINAL: 'no_identifier',
  ORDINAL: 'no_identifier',
  QUANTITY: 'no_identifier',
  PERCENT: 'no_identifier',
  MONEY: 'no_identifier',
  DATE: DATE,
  AGE: { type: 'AGE_OVER_89' },
  PHONE: { type: 'PHONE' },
  FAX: { type: 'FAX' },
  EMAIL: { type: 'EMAIL' },
  URL: { type: 'URL' },
  IPADDR: { type: 'IP' },
  SSN: { type: 'SSN' },
  MEDICALRECORD: { type: 'MRN' },
  MRN: { type: 'MRN' },
  HEALTHPLAN: { type: 'HEALTH_PLAN' },
  ACCOUNT: { type: 'ACCOUNT' },
  LICENSE: { type: 'LICENSE' },
  VEHICLE: { type: 'VEHICLE' },
  DEVICE: { type: 'DEVICE' },
  BIOID: { type: 'BIOMETRIC' },
} satisfies CategoryTable);

/** A label of a token: what it is part of, and whether it begins there. */
export interface TokenLabel {
  readonly name: string;
  readonly begins: boolean;
}

/** Reads `B-NAME`, `I-NAME`, `S-NAME`, `NAME`; none for `O`, which is outside of everything. */
export function readLabel(label: string): TokenLabel | undefined {
  if (label === 'O') return undefined;
  const [, mark = 'I', name = label] = /^([BIELSU])[-_](.+)$/.exec(label) ?? [];
  return { name: name.toUpperCase(), begins: 'BSU'.includes(mark) };
}
