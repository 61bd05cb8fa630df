import type { CategoryTable } from '../category.ts';

const ACCOUNT = { type: 'ACCOUNT' } as const;
const LICENSE = { type: 'LICENSE' } as const;
const HEALTH_PLAN = { type: 'HEALTH_PLAN' } as const;
const FACILITY = { type: 'LOCATION', subtype: 'facility' } as const;

/**
 * Azure's categories, and those with their subcategory (`DateTime/Date`), that are not plain `OTHER_ID`, as the national numbers of
 * persons are (https://learn.microsoft.com/azure/ai-services/language-service/personally-identifiable-information/concepts/entity-categories).
 * A role (`PersonType`), an amount and a duration identify nobody (45 CFR 164.514(b)(2)(i)).
 */
export const AZURE_CATEGORIES: CategoryTable = Object.freeze({
  Person: { type: 'NAME' },
  PersonType: 'no_identifier',
  PhoneNumber: { type: 'PHONE' },
  Organization: { type: 'LOCATION' },
  'Organization/Medical': FACILITY,
  Address: { type: 'LOCATION' },
  Location: { type: 'LOCATION' },
  City: { type: 'LOCATION', subtype: 'city' },
  ZipCode: { type: 'LOCATION', subtype: 'zip' },
  State: 'no_identifier',
  Email: { type: 'EMAIL' },
  URL: { type: 'URL' },
  IPAddress: { type: 'IP' },
  IP: { type: 'IP' },
  Date: { type: 'DATE' },
  DateOfBirth: { type: 'DATE', subtype: 'birth' },
  DateTime: { type: 'DATE' },
  'DateTime/Time': 'no_identifier',
  'DateTime/Duration': 'no_identifier',
  Age: { type: 'AGE_OVER_89' },
  Quantity: 'no_identifier',
  'Quantity/Age': { type: 'AGE_OVER_89' },
  USSocialSecurityNumber: { type: 'SSN' },
  USDriversLicenseNumber: LICENSE,
  CADriversLicenseNumber: LICENSE,
  AUDriversLicenseNumber: LICENSE,
  UKDriversLicenseNumber: LICENSE,
  EUDriversLicenseNumber: LICENSE,
  DrugEnforcementAgencyNumber: LICENSE,
  ABARoutingNumber: ACCOUNT,
  SWIFTCode: ACCOUNT,
  CreditCardNumber: ACCOUNT,
  EUDebitCardNumber: ACCOUNT,
  InternationalBankingAccountNumber: ACCOUNT,
  USBankAccountNumber: ACCOUNT,
  CABankAccountNumber: ACCOUNT,
  AUBankAccountNumber: ACCOUNT,
  AUMedicalAccountNumber: HEALTH_PLAN,
  CAHealthServiceNumber: HEALTH_PLAN,
  CAPersonalHealthIdentification: HEALTH_PLAN,
  FIEuropeanHealthNumber: HEALTH_PLAN,
  FRHealthInsuranceNumber: HEALTH_PLAN,
  UKNationalHealthNumber: HEALTH_PLAN,
  EUGPSCoordinates: { type: 'LOCATION' },
} satisfies CategoryTable);
