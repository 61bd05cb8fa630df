import { SallyportError } from '@sallyport/core';
import { checkWithin, instantOf, type Moment } from './read-times.ts';
import { attributeOf, childrenOf, onlyChild, type SamlElement, textOf } from './statements.ts';

const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
/** A condition that is not known makes an assertion invalid (SAML 2.0 core §2.5.1). `OneTimeUse` is kept by using each only once. */
const KNOWN_CONDITIONS = ['$', '_', 'AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'];

/** What an assertion must be meant for. */
export interface Meant extends Moment {
  readonly audience: string;
  readonly recipient: string;
}

/**
 * Holds an assertion's `Conditions` against the time and our entity id: each `AudienceRestriction` must name it (SAML 2.0 core §2.5.1.4; RFC
 * 7522 §3). Gives when they end, `Infinity` where they do not say. Raises `token_audience`, `token_expired`, `token_not_yet_valid`,
 * `assertion_invalid`.
 */
export function checkConditions(assertion: SamlElement, meant: Meant): number {
  const conditions = onlyChild(assertion, 'Conditions');
  if (Object.keys(conditions).some((name) => !KNOWN_CONDITIONS.includes(name))) {
    throw new SallyportError('assertion_invalid');
  }
  const restrictions = childrenOf(conditions, 'AudienceRestriction');
  const forUs = restrictions.every((one) => childrenOf(one, 'Audience').map(textOf).includes(meant.audience));
  if (restrictions.length === 0 || !forUs) throw new SallyportError('token_audience');
  checkWithin(conditions, meant);
  return instantOf(conditions, 'NotOnOrAfter') ?? Number.POSITIVE_INFINITY;
}

/**
 * Finds the bearer confirmation that is for us, in time (SAML 2.0 profiles §4.1.4.2; RFC 7522 §3), and gives when it ends. Raises
 * `token_audience` where all are for another recipient, `token_expired`, `token_not_yet_valid`, `assertion_invalid`.
 */
export function checkConfirmation(subject: SamlElement, meant: Meant): number {
  const bearers = childrenOf(subject, 'SubjectConfirmation').filter((one) => attributeOf(one, 'Method') === BEARER);
  if (bearers.length === 0) throw new SallyportError('assertion_invalid');
  const data = bearers.map((one) => onlyChild(one, 'SubjectConfirmationData'));
  const forUs = data.find((one) => attributeOf(one, 'Recipient') === meant.recipient);
  if (forUs === undefined) throw new SallyportError('token_audience');
  const end = instantOf(forUs, 'NotOnOrAfter');
  if (end === undefined) throw new SallyportError('assertion_invalid');
  checkWithin(forUs, meant);
  return end;
}
