import { SallyportError } from '@sallyport/core';
import type { IdentityToken } from '@sallyport/identity';
import type { KeyedEventSigner } from '@sallyport/ledger';
import type { CompanionHttp, HttpAnswer } from './companion-http.ts';
import type { CorrectedClock } from './corrected-clock.ts';
import { type Grant, readGrant } from './grant.ts';
import { proveRequest } from './prove-request.ts';
import { refusalOf, SecondChances } from './second-chances.ts';

/** What an exchange is made with. */
export interface ExchangeOptions {
  readonly http: CompanionHttp;
  readonly connection: string;
  readonly clock: CorrectedClock;
  /** Holds the key the grant will be bound to. */
  readonly signer: KeyedEventSigner;
}

const TOKEN_PATH = '/oauth/token';
const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const MAX_GRANT_BYTES = 65_536;

/**
 * Exchanges an identity token for a grant (RFC 8693) bound to the signer's key (RFC 9449 §5). A clock that is wrong is set, once, and a nonce that is asked for is sent, once.
 * Raises `companion_*` and what the companion refuses with.
 */
export async function exchangeToken(subject: IdentityToken, options: ExchangeOptions): Promise<Grant> {
  const { clock, signer } = options;
  const chances = new SecondChances();
  for (;;) {
    const answer = await ask(subject, options);
    if (answer.status === 200) return readGrant(answer.body, { signer, clock: clock.local });
    const refusal = refusalOf(answer);
    if (!chances.take(refusal, { clock })) throw new SallyportError(refusal.code ?? 'companion_invalid');
  }
}

async function ask({ token, type }: IdentityToken, options: ExchangeOptions): Promise<HttpAnswer> {
  const { http, connection, clock, signer } = options;
  const proof = await proveRequest(
    { method: 'POST', url: `${http.root}${TOKEN_PATH}`, nonce: http.nonce.current },
    { signer, clock },
  );
  const form = new URLSearchParams({
    grant_type: TOKEN_EXCHANGE,
    subject_token: token,
    subject_token_type: type,
    audience: connection,
  });
  return http.send({
    method: 'POST',
    path: TOKEN_PATH,
    headers: { 'content-type': 'application/x-www-form-urlencoded', dpop: proof.text },
    body: form.toString(),
    maxBytes: MAX_GRANT_BYTES,
  });
}
