import type { CategoryTable } from '../category.ts';

/**
 * The types of Comprehend Medical's protected health information
 * (https://docs.aws.amazon.com/comprehend-medical/latest/dev/textanalysis-phi.html). A profession identifies nobody by itself
 * (45 CFR 164.514(b)(2)(i)).
 */
export const COMPREHEND_CATEGORIES: CategoryTable = Object.freeze({
  NAME: { type: 'NAME' },
  AGE: { type: 'AGE_OVER_89' },
  DATE: { type: 'DATE' },
  ADDRESS: { type: 'LOCATION' },
  PHONE_OR_FAX: { type: 'PHONE' },
  CONTACT_POINT: { type: 'PHONE' },
  EMAIL: { type: 'EMAIL' },
  URL: { type: 'URL' },
  ID: { type: 'OTHER_ID' },
  IDENTIFIER: { type: 'OTHER_ID' },
  PROFESSION: 'no_identifier',
  GENDER: 'no_identifier',
  RACE_ETHNICITY: 'no_identifier',
} satisfies CategoryTable);
