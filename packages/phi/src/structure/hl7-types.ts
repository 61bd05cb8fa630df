import type { Entity } from '@sallyport/core';
import type { Meaning } from './label-meanings.ts';

const NAME: Meaning = { type: 'NAME' };
const DATE: Meaning = { type: 'DATE' };
const STREET: Meaning = { type: 'LOCATION', subtype: 'street' };
const CITY: Meaning = { type: 'LOCATION', subtype: 'city' };
const ZIP: Meaning = { type: 'LOCATION', subtype: 'zip' };
const FACILITY: Meaning = { type: 'LOCATION', subtype: 'facility' };
const PHONE: Meaning = { type: 'PHONE' };
const LICENSE: Meaning = { type: 'LICENSE' };

/** What the components of a data type hold, by `component` or `component.subcomponent`. `id` is what the field or its type code says. */
export type Hl7Components = Readonly<Record<string, Meaning | 'id' | 'person id' | 'phone' | 'email' | 'text'>>;

const PERSON_NAME: Hl7Components = { '1': NAME, '1.3': NAME, '1.5': NAME, '2': NAME, '3': NAME, '15': NAME };

/** The data types of HL7 v2 (chapter 2A) that hold identifiers. */
export const HL7_TYPES: Readonly<Record<string, Hl7Components>> = {
  XPN: PERSON_NAME,
  XCN: { '1': 'person id', '2': NAME, '2.3': NAME, '2.5': NAME, '3': NAME, '4': NAME, '25': NAME },
  NDL: { '1': 'person id', '1.2': NAME, '1.3': NAME, '1.4': NAME, '2': DATE, '3': DATE },
  XAD: {
    ...{
      '1': STREET,
      '1.2': STREET,
      '1.3': STREET,
      '2': STREET,
      '3': CITY,
      '5': ZIP,
      '8': CITY,
      '9': CITY,
      '9.2': CITY,
    },
    ...{ '10': CITY, '20': NAME, '20.2': NAME, '21': 'text' },
  },
  XTN: { '1': 'phone', '4': 'email', '5': PHONE, '6': PHONE, '7': PHONE, '8': PHONE, '9': 'text', '12': 'phone' },
  CX: { '1': 'id' },
  EI: { '1': 'id' },
  EIP: { '1': 'id', '2': 'id' },
  AUI: { '1': 'id', '2': DATE },
  DLN: { '1': LICENSE, '3': DATE },
  SSN: { '1': { type: 'SSN' } },
  TS: { '1': DATE },
  DOB: { '1': { type: 'DATE', subtype: 'birth' } },
  DR: { '1': DATE, '2': DATE },
  TQ: { '4': DATE, '5': DATE },
  ORG: { '1': FACILITY },
  PLACE: { '1': CITY, '2': CITY },
  CITY: { '1': CITY, '2': CITY },
};

/** The data types that OBX-2 may give the value of an observation. */
export const HL7_VALUE_TYPES: Readonly<Record<string, string>> = {
  ...Object.fromEntries('XPN XCN XAD XTN CX EI EIP DLN DR'.split(' ').map((type) => [type, type])),
  ...{ PN: 'XPN', CN: 'XCN', PPN: 'XCN', AD: 'XAD', TN: 'XTN', CK: 'CX', DT: 'TS', TS: 'TS', DTM: 'TS' },
};

/** Only these may be the type of an identifier by default. */
export function isIdentifierType(names: string): names is Entity {
  return /^(?:MRN|ACCOUNT|HEALTH_PLAN|LICENSE|DEVICE|OTHER_ID)$/.test(names);
}
