import type { Entity } from '@sallyport/core';
import { shiftSpan } from '../date-shift.ts';
import type { Transformation } from '../operator.ts';
import type { OperatorContext } from '../operator-context.ts';
import { redactSpan } from '../redact.ts';
import { surrogateAccount } from './surrogate-account.ts';
import { surrogateAge } from './surrogate-age.ts';
import { surrogateCode } from './surrogate-code.ts';
import { surrogateDevice } from './surrogate-device.ts';
import { surrogateEmail } from './surrogate-email.ts';
import { surrogateHealthPlan } from './surrogate-health-plan.ts';
import { surrogateIp } from './surrogate-ip.ts';
import { surrogateLicense } from './surrogate-license.ts';
import { surrogateName } from './surrogate-name.ts';
import { surrogatePhone } from './surrogate-phone.ts';
import { surrogatePhoto } from './surrogate-photo.ts';
import { surrogatePlace } from './surrogate-place.ts';
import { surrogateSsn, unissued } from './surrogate-ssn.ts';
import { surrogateUrl } from './surrogate-url.ts';
import { surrogateVehicle } from './surrogate-vehicle.ts';

type MakeSurrogate = (value: string, context: OperatorContext) => string;

const numberOf: MakeSurrogate = (value, context) => surrogateCode(value, context, unissued);

const BY_ENTITY: Readonly<Record<Exclude<Entity, 'DATE'>, MakeSurrogate>> = Object.freeze({
  NAME: surrogateName,
  LOCATION: surrogatePlace,
  AGE_OVER_89: surrogateAge,
  PHONE: surrogatePhone,
  FAX: surrogatePhone,
  EMAIL: surrogateEmail,
  SSN: surrogateSsn,
  MRN: numberOf,
  HEALTH_PLAN: surrogateHealthPlan,
  ACCOUNT: surrogateAccount,
  LICENSE: surrogateLicense,
  VEHICLE: surrogateVehicle,
  DEVICE: surrogateDevice,
  URL: surrogateUrl,
  IP: surrogateIp,
  BIOMETRIC: numberOf,
  PHOTO: surrogatePhoto,
  OTHER_ID: numberOf,
});

/** No value is longer; what is, is redacted, so that the work stays small. */
const LONGEST = 1024;

/**
 * `surrogate`: a made-up value of the same form, the same for the same value under one subject's secret. Numbers keep their check
 * digits, and lie in ranges kept for fiction, tests or documentation where there are such; dates are shifted. A value that would
 * stay what it is, is redacted.
 */
export const surrogateSpan: Transformation = (value, span, context) => {
  if (value.length > LONGEST) return redactSpan(value, span);
  if (span.type === 'DATE') return shiftSpan(value, span, context);
  const surrogate = BY_ENTITY[span.type](value, context);
  return surrogate === value ? redactSpan(value, span) : surrogate;
};
