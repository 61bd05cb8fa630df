import { asSallyportError, isSallyportError, SallyportError } from '@sallyport/core';
import { proofId } from '@sallyport/ledger';
import type { EndpointRequest, ExchangeParts } from './exchange.ts';
import { readForm } from './form.ts';
import { recordFailed } from './record-failed.ts';
import type { VerifiedGrant } from './verified-grants.ts';

/** What the revocation endpoint works with. */
export type RevokeParts = Pick<ExchangeParts, 'grants' | 'verifyProof' | 'access' | 'log'>;

const PARAMETERS = ['token', 'token_type_hint', 'client_id'];

/**
 * Takes a grant back (RFC 7009) for whoever proves to hold the key it is bound to: at once and on every replica, with `grant.revoked`
 * durable before it resolves. A token that is no grant in force needs no taking back (§2.2), and resolves too.
 * Raises `proof_*`, `body_too_large`, `request_invalid`, `ledger_unavailable`; a refusal is recorded first.
 */
export async function revoke(parts: RevokeParts, request: EndpointRequest): Promise<void> {
  let grant: VerifiedGrant | undefined;
  try {
    const url = `${parts.grants.issuer}/oauth/revoke`;
    const proof = await parts.verifyProof(request.proof, { method: 'POST', url });
    grant = await grantInForce(parts, readToken(await request.readBody()));
    if (grant === undefined) return;
    if (proof.publicKey.kid !== grant.jkt) throw new SallyportError('proof_key');
    await parts.access.revokeGrant(grant);
    await recordRevoked(parts, { grant, clientIp: request.clientIp });
  } catch (cause) {
    const error = asSallyportError(cause);
    // Who shows another's grant is not the one it names.
    await recordFailed(parts.log, { error, identity: undefined, clientIp: request.clientIp });
    throw error;
  }
}

function readToken(body: Uint8Array): string {
  const form = readForm(body);
  const token = form.get('token');
  const known = [...form.keys()].every((name) => PARAMETERS.includes(name));
  if (token === undefined || !known) throw new SallyportError('request_invalid');
  return token;
}

async function grantInForce({ grants }: RevokeParts, token: string): Promise<VerifiedGrant | undefined> {
  try {
    return await grants.verify(token);
  } catch (cause) {
    if (isSallyportError(cause) && cause.code.startsWith('token_')) return undefined;
    throw cause;
  }
}

/** One event for each grant, whoever takes it back again: its id makes the event's. */
async function recordRevoked(
  { log }: RevokeParts,
  { grant, clientIp }: { readonly grant: VerifiedGrant; readonly clientIp: string },
): Promise<void> {
  const { id, connection, caller } = grant;
  const details = { connection, grantId: id };
  const draft = { kind: 'grant.revoked', status: 'success', identity: caller, clientIp, details } as const;
  try {
    await log.commit([{ draft, id: proofId(`grant.revoked/${id}`), once: true }]);
  } catch (cause) {
    if (!isSallyportError(cause) || cause.code !== 'proof_replayed') throw cause;
  }
}
