import { type Identity, SallyportError } from '@sallyport/core';
import { type Claims, isObject } from './claim-at.ts';
import { readSubject } from './read-subject.ts';

const DEEPEST_CHAIN = 5;

/** Who may act for a subject, and who does, as its token says. */
export interface Parties {
  readonly mayAct?: readonly Identity[];
  readonly actors?: readonly Identity[];
}

/**
 * Reads `may_act` (RFC 8693 §4.4), and `act` with the actors before it (§4.1), present first. A party is a `sub`, and an `iss` where it is
 * another than the token's. Raises `token_invalid` for a party that is not one, and for more than five actors: to pass over either would
 * hide somebody.
 */
export function readParties({ may_act: mayAct, act }: Claims, issuer: string): Parties {
  return {
    ...(mayAct === undefined ? {} : { mayAct: [readParty(mayAct, issuer)] }),
    ...(act === undefined ? {} : { actors: readChain(act, issuer) }),
  };
}

function readChain(present: unknown, issuer: string): readonly Identity[] {
  const actors: Identity[] = [];
  for (let act = present; act !== undefined; act = isObject(act) ? act.act : undefined) {
    if (actors.length === DEEPEST_CHAIN) throw new SallyportError('token_invalid');
    actors.push(readParty(act, issuer));
  }
  return actors;
}

function readParty(party: unknown, tokenIssuer: string): Identity {
  if (!isObject(party)) throw new SallyportError('token_invalid');
  const { iss = tokenIssuer, sub } = party;
  return { issuer: readSubject(iss), subject: readSubject(sub) };
}
