import type { CategoryTable } from '../category.ts';

const ACCOUNT = { type: 'ACCOUNT' } as const;
const LICENSE = { type: 'LICENSE' } as const;
const HEALTH_PLAN = { type: 'HEALTH_PLAN' } as const;
const FACILITY = { type: 'LOCATION', subtype: 'facility' } as const;

/**
 * Presidio's entities (https://microsoft.github.io/presidio/supported_entities/) that are not plain `OTHER_ID`, as the national numbers
 * of persons are. A nationality, a religion or a political group (`NRP`) and a form of address identify nobody (45 CFR 164.514(b)(2)(i)).
 */
export const PRESIDIO_CATEGORIES: CategoryTable = Object.freeze({
  PERSON: { type: 'NAME' },
  LOCATION: { type: 'LOCATION' },
  GPE: { type: 'LOCATION' },
  FACILITY: FACILITY,
  FAC: FACILITY,
  ORGANIZATION: { type: 'LOCATION' },
  ORG: { type: 'LOCATION' },
  DATE_TIME: { type: 'DATE' },
  DATE: { type: 'DATE' },
  TIME: 'no_identifier',
  AGE: { type: 'AGE_OVER_89' },
  NRP: 'no_identifier',
  TITLE: 'no_identifier',
  PHONE_NUMBER: { type: 'PHONE' },
  EMAIL_ADDRESS: { type: 'EMAIL' },
  URL: { type: 'URL' },
  IP_ADDRESS: { type: 'IP' },
  MAC_ADDRESS: { type: 'DEVICE' },
  CREDIT_CARD: ACCOUNT,
  CRYPTO: ACCOUNT,
  IBAN_CODE: ACCOUNT,
  US_BANK_NUMBER: ACCOUNT,
  ABA_ROUTING_NUMBER: ACCOUNT,
  US_SSN: { type: 'SSN' },
  US_DRIVER_LICENSE: LICENSE,
  US_NPI: LICENSE,
  MEDICAL_LICENSE: LICENSE,
  IT_DRIVER_LICENSE: LICENSE,
  US_MBI: HEALTH_PLAN,
  UK_NHS: HEALTH_PLAN,
  AU_MEDICARE: HEALTH_PLAN,
  IN_VEHICLE_REGISTRATION: { type: 'VEHICLE' },
  UK_VEHICLE_REGISTRATION: { type: 'VEHICLE' },
  MEDICAL_RECORD_NUMBER: { type: 'MRN' },
} satisfies CategoryTable);
