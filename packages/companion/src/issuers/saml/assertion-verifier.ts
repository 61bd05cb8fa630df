import type { SAML } from '@node-saml/node-saml';
import { type Clock, SallyportError } from '@sallyport/core';
import type { SamlIssuerConfig } from '../../config/index.ts';
import type { VerifiedIdentity } from '../subject-token.ts';
import { readAssertion } from './read-assertion.ts';
import { readAssertionIdentity } from './read-assertion-identity.ts';
import type { SamlElement } from './statements.ts';

/** A SAML issuer with what proves its assertions. */
export interface SamlIssuer {
  readonly config: SamlIssuerConfig;
  /** PEM, checked by `readSigningCertificate`. */
  readonly certificates: readonly string[];
}

/** What assertions are verified with. */
export interface AssertionVerifierOptions {
  readonly issuers: readonly SamlIssuer[];
  /** Where an assertion must be meant to be delivered, unless its issuer's configuration says otherwise. */
  readonly recipient: string;
  readonly clock: Clock;
}

/** Verifies base64url of an assertion, or of a response with one. Raises `assertion_invalid`, `token_*`. */
export type VerifyAssertion = (encoded: string) => Promise<VerifiedIdentity>;

/**
 * A verifier of SAML 2.0 assertions as RFC 7522 §3 has them: signed themselves by their issuer, for our entity id and our token endpoint,
 * in time, and to be used once. Signatures are node-saml's work, on a document that was screened before; all else is read from what was signed.
 */
export function assertionVerifier({ issuers, recipient, clock }: AssertionVerifierOptions): VerifyAssertion {
  const known = new Map(issuers.map((one) => [one.config.issuer, { config: one.config, saml: verifierOf(one) }]));
  return async (encoded) => {
    const { response, issuer } = readAssertion(encoded);
    const found = known.get(issuer);
    if (found === undefined) throw new SallyportError('token_issuer');
    const assertion = await signedAssertion(await found.saml(), response);
    const { config } = found;
    return readAssertionIdentity(assertion, { config, recipient: config.recipient ?? recipient, now: clock.now() });
  };
}

/** Loaded with the first assertion: who takes none does not pay for it. */
function verifierOf(issuer: SamlIssuer): () => Promise<SAML> {
  let opened: Promise<SAML> | undefined;
  return () => {
    opened ??= openSaml(issuer);
    return opened;
  };
}

async function openSaml({ config, certificates }: SamlIssuer): Promise<SAML> {
  const nodeSaml = await import('@node-saml/node-saml');
  return new nodeSaml.SAML({
    idpCert: [...certificates],
    issuer: config.audience,
    callbackUrl: 'https://sallyport.invalid/',
    // The signature must be on the assertion itself, and is enough.
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    // Audience and times are checked on what it gives back, by our clock and with codes of their own.
    audience: false,
    acceptedClockSkewMs: -1,
  });
}

/** What node-saml raises quotes the document. */
async function signedAssertion(saml: SAML, response: string): Promise<SamlElement> {
  const SAMLResponse = Buffer.from(response).toString('base64');
  const { profile } = await saml.validatePostResponseAsync({ SAMLResponse }).catch(() => ({ profile: null }));
  const { Assertion: assertion } = profile?.getAssertion?.() ?? {};
  if (typeof assertion === 'object' && assertion !== null) return assertion as SamlElement;
  throw new SallyportError('assertion_invalid');
}
