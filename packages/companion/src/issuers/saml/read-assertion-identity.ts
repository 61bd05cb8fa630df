import { SallyportError } from '@sallyport/core';
import type { SamlIssuerConfig } from '../../config/index.ts';
import { fitsClaims } from '../fits-claims.ts';
import { readSubject } from '../read-subject.ts';
import type { VerifiedIdentity } from '../subject-token.ts';
import { checkConditions, checkConfirmation } from './check-conditions.ts';
import { instantOf, type Moment, sessionsEnd } from './read-times.ts';
import { attributeOf, onlyChild, type SamlElement, samlAttributes, textOf } from './statements.ts';

const DEFAULT_TOLERANCE_S = 30;

/** What an assertion is read by. */
export interface ReadOptions {
  readonly config: SamlIssuerConfig;
  /** Where it must be meant to be delivered. */
  readonly recipient: string;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** Reads whom a signed assertion speaks of, where it is for us and in time. Raises `assertion_invalid`, `token_*`. */
export function readAssertionIdentity(assertion: SamlElement, options: ReadOptions): VerifiedIdentity {
  const { config, recipient, now } = options;
  const moment: Moment = { now, toleranceMs: (config.clockToleranceSeconds ?? DEFAULT_TOLERANCE_S) * 1000 };
  const { id, issuedAt } = checkHead(assertion, config, moment);
  const meant = { ...moment, audience: config.audience, recipient };
  const subject = onlyChild(assertion, 'Subject');
  const ends = [checkConditions(assertion, meant), checkConfirmation(subject, meant), sessionsEnd(assertion, moment)];
  const attributes = samlAttributes(assertion);
  const { subjectAttribute, groupsAttribute, requiredAttributes = {} } = config;
  const byName = (_: unknown, name: string): unknown => attributes[name];
  if (!fitsClaims(attributes, requiredAttributes, byName)) throw new SallyportError('token_claims');
  const name =
    subjectAttribute === undefined ? textOf(onlyChild(subject, 'NameID')) : only(attributes[subjectAttribute]);
  if (name !== name.trim()) throw new SallyportError('assertion_invalid');
  const groups = groupsAttribute === undefined ? [] : (attributes[groupsAttribute] ?? []);
  return {
    caller: { issuer: config.issuer, subject: readSubject(name, 'assertion_invalid'), groups: [...new Set(groups)] },
    expiresAt: Math.floor(Math.min(...ends) / 1000),
    issuedAt: Math.floor(issuedAt / 1000),
    tokenId: id,
    once: true,
  };
}

/** SAML 2.0 core §2.3.3. */
function checkHead(
  assertion: SamlElement,
  config: SamlIssuerConfig,
  { now, toleranceMs }: Moment,
): { readonly id: string; readonly issuedAt: number } {
  const id = attributeOf(assertion, 'ID') ?? '';
  const issuedAt = instantOf(assertion, 'IssueInstant');
  if (textOf(onlyChild(assertion, 'Issuer')) !== config.issuer) throw new SallyportError('token_issuer');
  if (id === '' || issuedAt === undefined || attributeOf(assertion, 'Version') !== '2.0') {
    throw new SallyportError('assertion_invalid');
  }
  if (issuedAt > now + toleranceMs) throw new SallyportError('token_not_yet_valid');
  return { id, issuedAt };
}

function only(values: readonly string[] = []): string {
  const [value, ...others] = values;
  if (value === undefined || others.length > 0) throw new SallyportError('assertion_invalid');
  return value;
}
