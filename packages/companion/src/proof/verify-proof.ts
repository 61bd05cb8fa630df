import { hash } from 'node:crypto';
import { type ClientIntent, type Clock, type EventPublicKey, SallyportError, utf8 } from '@sallyport/core';
import { ecdsaDerFromRaw, type Proof, parseProof, proofId } from '@sallyport/ledger';
import { PROMPT_SIGNATURES, type Signatures } from '../crypto/index.ts';
import type { ClientKeyCache, ImportedKey } from './client-key-cache.ts';
import type { ProofNonces } from './nonces.ts';

/** The request a proof must have been made for. */
export interface ProvenRequest {
  readonly method: string;
  /** As the client sees it, without query and fragment: the companion's public URL and the path. */
  readonly url: string;
  /** The access token that came with it; absent where a token is only being asked for. */
  readonly token?: string;
}

/** A proof of possession that holds. */
export interface VerifiedProof {
  readonly publicKey: EventPublicKey;
  /** The UUID under which the ledger keeps it. */
  readonly id: string;
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
  /** The proof's exact bytes. */
  readonly leaf: Uint8Array;
  readonly intent?: ClientIntent;
}

/** Verifies the `DPoP` header of a request. Rejects with `proof_*`, `intent_invalid`. */
export type VerifyProof = (header: string | undefined, request: ProvenRequest) => Promise<VerifiedProof>;

/** What proofs are verified with. */
export interface ProofVerifierParts {
  readonly clock: Clock;
  readonly keys: ClientKeyCache;
  readonly nonces: Pick<ProofNonces, 'required' | 'holds'>;
  /** Default: at once. */
  readonly signatures?: Signatures;
}

/** How old a proof may be. It is made when the request is sent, so what is older was kept back. */
export const MAX_PROOF_AGE_S = 60;

/** How far ahead a client's clock may be. */
export const MAX_PROOF_AHEAD_S = 15;

/**
 * A verifier of DPoP proofs after RFC 9449 §4.3: one well-formed proof, signed with the key in it by ES256, for this method
 * and URL and this access token, made just now, with a nonce of ours where it has one or needs one, and with no claims but those of RFC 9449
 * and ours. That it is used once, the ledger sees to.
 */
export function proofVerifier(parts: ProofVerifierParts): VerifyProof {
  const { clock, keys, nonces, signatures = PROMPT_SIGNATURES } = parts;
  return async (header, request) => {
    if (header === undefined) throw new SallyportError('proof_missing');
    const proof = parseProof(header);
    if (typeof proof === 'string') throw new SallyportError(proof);
    // A proof may become a leaf, where what others say in it would stand for ever.
    if (proof.foreign === true) throw new SallyportError('proof_invalid');
    checkTarget(proof, request);
    checkTime(proof, clock);
    checkNonce(proof, nonces);
    const imported = keys.import(proof.publicKey);
    await checkSignature(proof, imported, signatures);
    return {
      publicKey: imported.publicKey,
      id: proofId(proof.jti),
      time: Math.floor(proof.iat * 1000),
      leaf: utf8(proof.text),
      ...(proof.intent === undefined ? {} : { intent: proof.intent }),
    };
  };
}

function checkTarget(proof: Proof, { method, url, token }: ProvenRequest): void {
  const ath = token === undefined ? undefined : hash('sha256', token, 'base64url');
  if (proof.htm !== method || !sameUrl(proof.htu, url) || proof.ath !== ath) throw new SallyportError('proof_target');
}

/** RFC 9449 §4.3: without query and fragment, and normalised (RFC 3986 §6.2.2, §6.2.3), which the URL parser does. */
function sameUrl(claimed: string, url: string): boolean {
  if (claimed === url) return true;
  if (!URL.canParse(claimed)) return false;
  const { origin, pathname, username, password } = new URL(claimed);
  const actual = new URL(url);
  return username === '' && password === '' && origin === actual.origin && pathname === actual.pathname;
}

function checkTime({ iat }: Proof, clock: Clock): void {
  const age = clock.now() / 1000 - iat;
  if (!(age <= MAX_PROOF_AGE_S && age >= -MAX_PROOF_AHEAD_S)) throw new SallyportError('proof_time');
}

function checkNonce({ nonce }: Proof, nonces: ProofVerifierParts['nonces']): void {
  if (nonce === undefined ? nonces.required : !nonces.holds(nonce)) throw new SallyportError('proof_nonce');
}

async function checkSignature({ text }: Proof, { key }: ImportedKey, signatures: Signatures): Promise<void> {
  const dot = text.lastIndexOf('.');
  const signature = ecdsaDerFromRaw(Buffer.from(text.slice(dot + 1), 'base64url'));
  const holds = signature && (await signatures.verify(Buffer.from(text.slice(0, dot), 'latin1'), { key, signature }));
  if (holds !== true) throw new SallyportError('proof_invalid');
}
