import { SallyportError } from '@sallyport/core';
import type { Recognizer } from './recognizer.ts';
import { accessKey } from './recognizers/access-key.ts';
import { age } from './recognizers/age.ts';
import { card } from './recognizers/card.ts';
import { city } from './recognizers/city.ts';
import { coordinates } from './recognizers/coordinates.ts';
import { dayDate } from './recognizers/day-date.ts';
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
import { photo } from './recognizers/photo.ts';
import { recordNumber } from './recognizers/record-number.ts';
import { ssn } from './recognizers/ssn.ts';
import { street } from './recognizers/street.ts';
import { makeTagged, type Sensitivity } from './recognizers/tagged.ts';
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
  coordinates,
  facility,
  numericDate,
  monthDate,
  dayDate,
  age,
  phone,
  fax,
  photo,
  email,
  url,
  ip,
  ssn,
  labelledId,
  recordNumber,
  medicare,
  card,
  iban,
  accessKey,
  vin,
  mac,
]);

const BY_SENSITIVITY: Readonly<Record<Sensitivity, readonly Recognizer[]>> = Object.freeze({
  low: withTagger('low'),
  standard: withTagger('standard'),
  high: withTagger('high'),
});

/** Every recognizer of this package, at `standard` sensitivity. Their order does not matter: scores resolve overlaps. */
export const DEFAULT_RECOGNIZERS: readonly Recognizer[] = BY_SENSITIVITY.standard;

/** Every recognizer of this package, at a sensitivity. Raises `config_invalid` for one that there is not. */
export function recognizersAt(sensitivity: Sensitivity): readonly Recognizer[] {
  if (!Object.hasOwn(BY_SENSITIVITY, sensitivity)) throw new SallyportError('config_invalid');
  return BY_SENSITIVITY[sensitivity];
}

function withTagger(sensitivity: Sensitivity): readonly Recognizer[] {
  return Object.freeze([...FORMAL_RECOGNIZERS, makeTagged(sensitivity)]);
}
