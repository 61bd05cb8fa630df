import type { Recognizer } from './recognizer.ts';
import { age } from './recognizers/age.ts';
import { card } from './recognizers/card.ts';
import { city } from './recognizers/city.ts';
import { describedName } from './recognizers/described-name.ts';
import { email } from './recognizers/email.ts';
import { facility } from './recognizers/facility.ts';
import { fax } from './recognizers/fax.ts';
import { iban } from './recognizers/iban.ts';
import { ip } from './recognizers/ip.ts';
import { labelledId } from './recognizers/labelled-id.ts';
import { labelledName } from './recognizers/labelled-name.ts';
import { listedName } from './recognizers/listed-name.ts';
import { mac } from './recognizers/mac.ts';
import { medicare } from './recognizers/medicare.ts';
import { monthDate } from './recognizers/month-date.ts';
import { numericDate } from './recognizers/numeric-date.ts';
import { phone } from './recognizers/phone.ts';
import { recordNumber } from './recognizers/record-number.ts';
import { ssn } from './recognizers/ssn.ts';
import { street } from './recognizers/street.ts';
import { tagged } from './recognizers/tagged.ts';
import { titledName } from './recognizers/titled-name.ts';
import { url } from './recognizers/url.ts';
import { vin } from './recognizers/vin.ts';
import { zip } from './recognizers/zip.ts';

/** What is told by its form, its label or the words around it: enough for an id, a key or a name of something, which is no sentence. */
export const FORMAL_RECOGNIZERS: readonly Recognizer[] = Object.freeze([
  labelledName,
  titledName,
  listedName,
  describedName,
  street,
  city,
  zip,
  facility,
  numericDate,
  monthDate,
  age,
  phone,
  fax,
  email,
  url,
  ip,
  ssn,
  labelledId,
  recordNumber,
  medicare,
  card,
  iban,
  vin,
  mac,
]);

/** Every recognizer of this package. Their order does not matter: scores resolve overlaps. */
export const DEFAULT_RECOGNIZERS: readonly Recognizer[] = Object.freeze([...FORMAL_RECOGNIZERS, tagged]);
