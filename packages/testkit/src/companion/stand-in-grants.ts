import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { type Identity, SallyportError } from '@sallyport/core';
import { type JWK, jwtVerify, SignJWT } from 'jose';
import { type CheckedProof, checkProof, type ProofDemand } from './check-proof.ts';

/** What a grant says. */
export interface HeldGrant {
  readonly identity: Identity;
  readonly jkt: string;
  readonly connection: string;
}

/** A control call's or a call's headers. */
export interface GrantHeaders {
  readonly authorization?: string | undefined;
  readonly dpop?: string | undefined;
}

/** A client's key, and the identity it was first bound to. */
export interface BoundKey {
  readonly publicKey: JWK;
  readonly owner: Identity;
}

const LIFETIME_S = 900;

/** The grants of the stand-in: issued for a key, and verified with its proof. */
export class StandInGrants {
  readonly #issuer: string;
  readonly #key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #proofs = new Set<string>();
  /** The key that first presented a token. */
  readonly #holders = new Map<string, string>();
  readonly #keys = new Map<string, BoundKey>();

  constructor(issuer: string) {
    this.#issuer = issuer;
  }

  /** A key, by its RFC 7638 thumbprint, and whose it is by its first grant. */
  keyOf(jkt: string): BoundKey | undefined {
    return this.#keys.get(jkt);
  }

  /** Issues a grant for a proof's key. Raises `token_bound`. */
  async issue(order: {
    readonly token: string;
    readonly identity: Identity;
    readonly connection: string;
    readonly proof: CheckedProof;
    readonly now: number;
  }): Promise<string> {
    const { token, identity, connection } = order;
    const { jkt, publicKey } = order.proof;
    if ((this.#holders.get(token) ?? jkt) !== jkt) throw new SallyportError('token_bound');
    this.#holders.set(token, jkt);
    if (!this.#keys.has(jkt)) this.#keys.set(jkt, { publicKey, owner: identity });
    const iat = Math.floor(order.now / 1000);
    return new SignJWT({ subject_issuer: identity.issuer, cnf: { jkt } })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
      .setIssuer(this.#issuer)
      .setSubject(identity.subject)
      .setAudience(`${this.#issuer}/c/${connection}`)
      .setJti(randomUUID())
      .setIssuedAt(iat)
      .setExpirationTime(iat + LIFETIME_S)
      .sign(this.#key.privateKey);
  }

  /** Verifies a grant and the proof that goes with it. Raises `token_*`, `proof_*`. */
  async check(
    headers: GrantHeaders,
    demand: ProofDemand,
  ): Promise<{ readonly grant: HeldGrant; readonly proof: CheckedProof }> {
    const [scheme, token] = headers.authorization?.split(' ') ?? [];
    if (token === undefined) throw new SallyportError('token_missing');
    if (scheme !== 'DPoP') throw new SallyportError('proof_missing');
    const grant = await this.#verify(token, demand.now);
    const proof = await this.prove(headers.dpop, { ...demand, token });
    if (proof.jkt !== grant.jkt) throw new SallyportError('proof_key');
    return { grant, proof };
  }

  /** Checks a proof, which serves once. Raises `proof_*`. */
  async prove(header: string | undefined, demand: ProofDemand): Promise<CheckedProof> {
    const proof = await checkProof(header, demand);
    const name = `${proof.jkt}/${proof.jti}`;
    if (this.#proofs.has(name)) throw new SallyportError('proof_replayed');
    this.#proofs.add(name);
    return proof;
  }

  async #verify(token: string, now: number): Promise<HeldGrant> {
    const options = { typ: 'at+jwt', issuer: this.#issuer, currentDate: new Date(now) };
    const { payload } = await jwtVerify(token, this.#key.publicKey, options).catch(
      (cause: { readonly code?: string }) => {
        throw new SallyportError(cause.code === 'ERR_JWT_EXPIRED' ? 'token_expired' : 'token_invalid');
      },
    );
    const { sub = '', aud, subject_issuer: issuer, cnf } = payload;
    const connection = String(aud).slice(`${this.#issuer}/c/`.length);
    return {
      identity: { issuer: String(issuer), subject: sub },
      jkt: (cnf as { readonly jkt: string }).jkt,
      connection,
    };
  }
}
