import type { Entity } from '@sallyport/core';

/** What each entity is, in words; after 45 CFR 164.514(b)(2)(i). */
export const ENTITY_WORDS: Readonly<Record<Entity, string>> = Object.freeze({
  NAME: 'Names of persons',
  LOCATION: 'Places smaller than a state',
  DATE: 'Dates more exact than a year',
  AGE_OVER_89: 'Ages over 89',
  PHONE: 'Telephone numbers',
  FAX: 'Fax numbers',
  EMAIL: 'Email addresses',
  SSN: 'Social Security numbers',
  MRN: 'Medical record numbers',
  HEALTH_PLAN: 'Health plan numbers',
  ACCOUNT: 'Account and card numbers',
  LICENSE: 'Licences and certificates',
  VEHICLE: 'Vehicles and plates',
  DEVICE: 'Devices and serial numbers',
  URL: 'Web addresses',
  IP: 'IP addresses',
  BIOMETRIC: 'Biometric identifiers',
  PHOTO: 'Photographs',
  OTHER_ID: 'Other identifying numbers',
});
