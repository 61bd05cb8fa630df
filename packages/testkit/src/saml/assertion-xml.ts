import { randomUUID } from 'node:crypto';

/** What an assertion shall say. Everything has a valid default, so that a test spoils exactly one thing. */
export interface AssertionOptions {
  /** `NameID`. Default `ada.example`. */
  readonly subject?: string;
  /** Default: the audience of the identity provider. `null` leaves the restriction out. */
  readonly audience?: string | null;
  /** Default: the issuer. */
  readonly issuer?: string;
  /** Of the bearer confirmation. Default: the recipient of the identity provider. */
  readonly recipient?: string;
  /** Milliseconds since the Unix epoch, around which everything is valid for five minutes. Default: now. */
  readonly now?: number;
  /** Milliseconds from `now`, each. Defaults: 0, and 300,000 for the ends. `null` leaves one out. */
  readonly issuedAt?: number;
  readonly notBefore?: number | null;
  readonly notOnOrAfter?: number | null;
  readonly confirmedUntil?: number | null;
  readonly sessionUntil?: number | null;
  /** By name. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  /** Default: `_` and a UUID. */
  readonly id?: string;
}

/** What assertions are made of unless a test says otherwise. */
export interface AssertionDefaults {
  readonly issuer: string;
  readonly audience: string;
  readonly recipient: string;
}

const FIVE_MINUTES = 300_000;
const NAMESPACE = 'urn:oasis:names:tc:SAML:2.0:assertion';
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const PASSWORD = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';

/** An assertion (SAML 2.0 core §2.3.3), not yet signed. Texts are put in as they are, so that a test can say anything. */
export function assertionXml(options: AssertionOptions, defaults: AssertionDefaults): string {
  const { subject = 'ada.example', issuer = defaults.issuer, recipient = defaults.recipient } = options;
  const { now = Date.now(), id = `_${randomUUID()}`, attributes = {} } = options;
  const time = (name: string, value: number | null | undefined, fallback: number | null): string => {
    const from = value === undefined ? fallback : value;
    return from === null ? '' : ` ${name}="${new Date(now + from).toISOString()}"`;
  };
  const confirmed = `${time('NotOnOrAfter', options.confirmedUntil, FIVE_MINUTES)} Recipient="${recipient}"`;
  const within = time('NotBefore', options.notBefore, 0) + time('NotOnOrAfter', options.notOnOrAfter, FIVE_MINUTES);
  const issued = time('IssueInstant', options.issuedAt, 0);
  return [
    `<saml:Assertion xmlns:saml="${NAMESPACE}" ID="${id}" Version="2.0"${issued}>`,
    `<saml:Issuer>${issuer}</saml:Issuer>`,
    `<saml:Subject><saml:NameID>${subject}</saml:NameID><saml:SubjectConfirmation Method="${BEARER}">`,
    `<saml:SubjectConfirmationData${confirmed}/></saml:SubjectConfirmation></saml:Subject>`,
    `<saml:Conditions${within}>${restriction(options.audience, defaults.audience)}</saml:Conditions>`,
    `<saml:AuthnStatement AuthnInstant="${new Date(now).toISOString()}"`,
    `${time('SessionNotOnOrAfter', options.sessionUntil, null)}><saml:AuthnContext>`,
    `<saml:AuthnContextClassRef>${PASSWORD}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
    attributeStatement(attributes),
    '</saml:Assertion>',
  ].join('');
}

function restriction(audience: string | null | undefined, fallback: string): string {
  if (audience === null) return '';
  const text = audience ?? fallback;
  return `<saml:AudienceRestriction><saml:Audience>${text}</saml:Audience></saml:AudienceRestriction>`;
}

function attributeStatement(attributes: Readonly<Record<string, readonly string[]>>): string {
  const each = Object.entries(attributes).map(([name, values]) => {
    const texts = values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('');
    return `<saml:Attribute Name="${name}">${texts}</saml:Attribute>`;
  });
  return each.length === 0 ? '' : `<saml:AttributeStatement>${each.join('')}</saml:AttributeStatement>`;
}
