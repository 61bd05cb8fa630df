import { SallyportError } from '@sallyport/core';
import type { Access } from '../access/index.ts';
import type { SubjectToken, VerifiedIdentity } from '../issuers/index.ts';
import type { VerifiedProof } from '../proof/verify-proof.ts';
import type { SubjectTokens } from './subject-tokens.ts';

/** The tokens of an exchange, verified, and the proof they come with. */
export interface Presented {
  readonly subjectToken: SubjectToken;
  readonly identity: VerifiedIdentity;
  readonly actorToken?: SubjectToken;
  readonly actor: VerifiedIdentity | undefined;
  readonly proof: VerifiedProof;
}

interface Parts {
  readonly subjectTokens: SubjectTokens;
  readonly access: Pick<Access, 'useOnce'>;
}

/**
 * Takes the tokens of an exchange for this proof's key: each serves whoever presents it first, and what serves once serves now.
 * Raises `token_bound`, `token_replayed`, `ledger_unavailable`.
 */
export async function presentTokens(parts: Parts, presented: Presented): Promise<void> {
  const { subjectToken, identity, actorToken, actor, proof } = presented;
  const { kid } = proof.publicKey;
  await present(parts, { token: subjectToken.token, identity, kid });
  if (actorToken === undefined || actor === undefined) return;
  await present(parts, { token: actorToken.token, identity: actor, kid });
}

async function present(
  { subjectTokens, access }: Parts,
  presented: { readonly token: string; readonly identity: VerifiedIdentity; readonly kid: string },
): Promise<void> {
  const { token, identity, kid } = presented;
  const { expiresAt, once, tokenId } = identity;
  if (once !== true) return subjectTokens.bind(token, { kid, expiresAt });
  // By its own id where it has one: the same assertion can be written in many ways.
  const digestInput = JSON.stringify(['assertion', identity.caller.issuer, tokenId ?? token]);
  if (!(await access.useOnce(digestInput, expiresAt))) throw new SallyportError('token_replayed');
}
