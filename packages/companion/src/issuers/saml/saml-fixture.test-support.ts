import { isSallyportError, type SallyportError } from '@sallyport/core';
import { makeSamlProvider, type SamlProvider, TestClock } from '@sallyport/testkit';
import type { SamlIssuerConfig } from '../../config/index.ts';
import type { VerifiedIdentity } from '../subject-token.ts';
import { assertionVerifier } from './assertion-verifier.ts';

/** An identity provider that is the only one known, and a way to verify what it signed. */
export interface SamlFixture {
  readonly provider: SamlProvider;
  readonly clock: TestClock;
  /** Verifies XML; gives the code of a refusal. */
  verify(xml: string, config?: Partial<SamlIssuerConfig>): Promise<VerifiedIdentity | string>;
}

/** Base64url of XML. */
export const encode = (xml: string): string => Buffer.from(xml).toString('base64url');

/** The code of a refusal, whatever else it holds. */
export const codeOf = (error: unknown): string => {
  if (!isSallyportError(error)) throw error;
  return (error satisfies SallyportError).code;
};

/** Makes the fixture. `certificates` are known besides the provider's own. */
export async function samlFixture(certificates: readonly string[] = []): Promise<SamlFixture> {
  const provider = await makeSamlProvider();
  const clock = new TestClock(Date.now());
  return {
    provider,
    clock,
    verify: async (xml, config = {}) => {
      const { issuer, audience, recipient } = provider;
      const one = { config: { issuer, audience, certificateFiles: [], ...config }, certificates };
      const issuers = [{ ...one, certificates: [...certificates, provider.certificate] }];
      return assertionVerifier({ issuers, recipient, clock })(encode(xml)).catch(codeOf);
    },
  };
}
