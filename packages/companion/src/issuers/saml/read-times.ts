import { SallyportError } from '@sallyport/core';
import { attributeOf, childrenOf, type SamlElement } from './statements.ts';

/** SAML 2.0 core §1.3.3: UTC, and so says its `Z`. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

/** An instant of an attribute in milliseconds since the Unix epoch, `undefined` where there is none. Raises `assertion_invalid`. */
export function instantOf(element: SamlElement, name: string): number | undefined {
  const text = attributeOf(element, name);
  if (text === undefined) return undefined;
  const instant = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant)) throw new SallyportError('assertion_invalid');
  return instant;
}

/** Now, and how far the clocks may differ, in milliseconds. */
export interface Moment {
  readonly now: number;
  readonly toleranceMs: number;
}

/** Raises `token_not_yet_valid`, `token_expired` unless it is valid now: from `NotBefore` on, and before `NotOnOrAfter` (SAML 2.0 core §2.5.1). */
export function checkWithin(element: SamlElement, { now, toleranceMs }: Moment): void {
  const from = instantOf(element, 'NotBefore') ?? Number.NEGATIVE_INFINITY;
  const until = instantOf(element, 'NotOnOrAfter') ?? Number.POSITIVE_INFINITY;
  if (now + toleranceMs < from) throw new SallyportError('token_not_yet_valid');
  if (now - toleranceMs >= until) throw new SallyportError('token_expired');
}

/** When the sessions end that the assertion speaks of; `Infinity` where it does not say. Raises `token_expired` where one has. */
export function sessionsEnd(assertion: SamlElement, { now, toleranceMs }: Moment): number {
  const ends = childrenOf(assertion, 'AuthnStatement').map((one) => instantOf(one, 'SessionNotOnOrAfter') ?? Infinity);
  const end = Math.min(Infinity, ...ends);
  if (now - toleranceMs >= end) throw new SallyportError('token_expired');
  return end;
}
