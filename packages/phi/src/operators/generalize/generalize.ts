import type { Entity } from '@sallyport/core';
import type { Transformation } from '../operator.ts';
import { redactSpan } from '../redact.ts';
import { generalizeAge } from './generalize-age.ts';
import { generalizeDate } from './generalize-date.ts';
import { generalizePlace } from './generalize-place.ts';

const BY_ENTITY: Readonly<Partial<Record<Entity, Transformation>>> = Object.freeze({
  LOCATION: generalizePlace,
  DATE: generalizeDate,
  AGE_OVER_89: generalizeAge,
});

/**
 * `generalize`: as much as 45 CFR 164.514(b)(2)(i) lets stand. Dates become their year, ZIP codes their first three digits by
 * the census rule, other places their state where it is named, ages `90+`; everything else is redacted.
 */
export const generalizeSpan: Transformation = (value, span, context) =>
  (BY_ENTITY[span.type] ?? redactSpan)(value, span, context);
