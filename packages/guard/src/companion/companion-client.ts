import { asSallyportError, type Identity, SallyportError, sameIdentity, untilAborted } from '@sallyport/core';
import type { TokenSource } from '@sallyport/identity';
import { type KeyRing, PROCESS_KEYS } from '../signing/key-ring.ts';
import type { CompanionHttp, HttpAnswer, HttpRequest } from './companion-http.ts';
import type { CorrectedClock } from './corrected-clock.ts';
import { exchangeToken } from './exchange-token.ts';
import type { Grant } from './grant.ts';
import type { LatestNonce } from './latest-nonce.ts';
import { proveRequest } from './prove-request.ts';
import { refusalOf, SecondChances } from './second-chances.ts';

/** What the companion client needs. */
export interface CompanionClientOptions {
  readonly http: CompanionHttp;
  readonly connection: string;
  readonly tokenSource: TokenSource;
  readonly clock: CorrectedClock;
  /** Default: the keys of this process. */
  readonly keys?: KeyRing;
}

/** A control call under a grant; which connection the grant is for does not matter. */
export interface GrantedRequest extends HttpRequest {
  /** Whose grant it must be. */
  readonly identity: Identity;
}

const EARLY_REFRESH_MS = 30_000;

/**
 * This process as one connection's client: exchanges identity tokens for grants, keeps the current one, and makes control calls
 * under it.
 */
export class CompanionClient {
  readonly #options: CompanionClientOptions;
  #latest: Grant | undefined;
  #current: Grant | undefined;
  #pending: Promise<Grant> | undefined;

  constructor(options: CompanionClientOptions) {
    this.#options = options;
  }

  /** The time by which proofs are made. */
  get clock(): CorrectedClock {
    return this.#options.clock;
  }

  /** The nonce for proofs of whoever calls the companion, by whichever way it came. */
  get nonce(): LatestNonce {
    return this.#options.http.nonce;
  }

  /** The grant obtained last, in force or not. */
  get latest(): Grant | undefined {
    return this.#latest;
  }

  /**
   * The grant in force; a new one shortly before it expires. Concurrent callers share one exchange, which goes on when one of them leaves.
   * Raises `identity_unavailable`, `companion_*`, what the companion refuses with, and `cancelled`.
   */
  async grant(signal?: AbortSignal): Promise<Grant> {
    const current = this.#current;
    if (current !== undefined && current.expiresAt - EARLY_REFRESH_MS > this.clock.local.now()) return current;
    this.#pending ??= this.#exchange().finally(() => {
      this.#pending = undefined;
    });
    return untilAborted(this.#pending, signal);
  }

  /** Drops a grant the companion no longer takes, so that the next call exchanges again. */
  drop(grant: Grant): void {
    if (this.#current === grant) this.#current = undefined;
  }

  /**
   * Makes a control call with a fresh proof (RFC 9449 §7). A grant that is refused is exchanged anew, once; a clock that is wrong is
   * set, and a nonce that is asked for is sent, once each. Raises as `grant` does, and `identity_unavailable` when this process is somebody else by now.
   */
  async call({ identity, ...request }: GrantedRequest): Promise<HttpAnswer> {
    const { http, clock } = this.#options;
    const chances = new SecondChances();
    for (;;) {
      const grant = await this.grant(request.signal);
      if (!sameIdentity(grant.identity, identity)) throw new SallyportError('identity_unavailable');
      const { method, path } = request;
      // RFC 9449 §4.2: `htu` has no query.
      const url = `${http.root}${path.split('?', 1)[0]}`;
      const proven = { method, url, grant, nonce: http.nonce.current };
      const proof = await proveRequest(proven, { signer: grant.signer, clock });
      const headers = { ...request.headers, authorization: `DPoP ${grant.token}`, dpop: proof.text };
      const answer = await http.send({ ...request, headers });
      if (answer.status !== 401) return answer;
      if (!chances.take(refusalOf(answer), { clock, dropGrant: () => this.drop(grant) })) return answer;
    }
  }

  async #exchange(): Promise<Grant> {
    const { tokenSource, keys = PROCESS_KEYS } = this.#options;
    const subject = await tokenSource.getToken().catch((cause: unknown) => {
      throw asSallyportError(cause, 'identity_unavailable');
    });
    this.#current = await exchangeToken(subject, { ...this.#options, signer: keys.signerFor(subject) });
    this.#latest = this.#current;
    return this.#current;
  }
}
