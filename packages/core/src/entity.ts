/**
 * Every type of identifier Sallyport knows, after HIPAA Safe Harbor, 45 CFR 164.514(b)(2)(i)(A)–(R).
 * The order is the order in which tables print them.
 */
export const ENTITIES = [
  'NAME',
  'LOCATION',
  'DATE',
  'AGE_OVER_89',
  'PHONE',
  'FAX',
  'EMAIL',
  'SSN',
  'MRN',
  'HEALTH_PLAN',
  'ACCOUNT',
  'LICENSE',
  'VEHICLE',
  'DEVICE',
  'URL',
  'IP',
  'BIOMETRIC',
  'PHOTO',
  'OTHER_ID',
] as const;

/** A type of identifier, for example `NAME` or `SSN`. */
export type Entity = (typeof ENTITIES)[number];

/** How many spans of each entity; an entity that did not occur is absent. Counts, never values. */
export type EntityCounts = Readonly<Partial<Record<Entity, number>>>;
