import { type Identity, SallyportError, sameIdentity } from '@sallyport/core';
import type { VerifiedIdentity } from '../issuers/index.ts';

/** The longest chain of actors that a grant carries. */
const MAX_ACTORS = 5;

/**
 * Who acts for a subject, the present actor first (RFC 8693 §4.1): the actor where one is presented, before those that the subject's
 * token names. An actor may act where the subject's token says so (`may_act`, §4.4); one for whom somebody else acts may not, because nobody
 * gave leave to those. Raises `actor_not_allowed`, for a chain of more than five as well.
 */
export function actingChain(subject: VerifiedIdentity, actor: VerifiedIdentity | undefined): readonly Identity[] {
  const prior = subject.actors ?? [];
  const chain = actor === undefined ? prior : [identityOf(actor), ...prior];
  if (actor !== undefined && !mayAct(subject, actor)) throw new SallyportError('actor_not_allowed');
  if (chain.length > MAX_ACTORS) throw new SallyportError('actor_not_allowed');
  return chain;
}

/** The claim `act` for a chain: each actor within the one who acts for it. */
export function actClaim(chain: readonly Identity[]): object | undefined {
  return chain.reduceRight<object | undefined>(
    (act, { issuer, subject }) => ({ iss: issuer, sub: subject, ...(act === undefined ? {} : { act }) }),
    undefined,
  );
}

/** Reads the claim. Gives `undefined` for one that is no chain, or too long a one. */
export function readActClaim(claim: unknown): readonly Identity[] | undefined {
  const chain: Identity[] = [];
  for (let act = claim; act !== undefined; act = (act as { readonly act?: unknown }).act) {
    const { iss: issuer, sub: subject } = Object(act) as Readonly<Record<string, unknown>>;
    if (typeof issuer !== 'string' || typeof subject !== 'string' || chain.length === MAX_ACTORS) return undefined;
    chain.push({ issuer, subject });
  }
  return chain;
}

function mayAct(subject: VerifiedIdentity, actor: VerifiedIdentity): boolean {
  const itself = actor.actors === undefined || actor.actors.length === 0;
  return itself && (subject.mayAct ?? []).some((allowed) => sameIdentity(allowed, actor.caller));
}

function identityOf({ caller: { issuer, subject } }: VerifiedIdentity): Identity {
  return { issuer, subject };
}
