import { asSallyportError, type Identity, SallyportError } from '@sallyport/core';
import { proofId } from '@sallyport/ledger';
import type { Access, ExchangeAdmission } from '../access/index.ts';
import { type ConnectionConfig, mayUse } from '../config/index.ts';
import type { EventLog } from '../door/event-log.ts';
import type { SubjectToken, VerifiedIdentity, VerifyIdentityToken } from '../issuers/index.ts';
import type { VerifiedProof, VerifyProof } from '../proof/verify-proof.ts';
import { actingChain } from './acting-chain.ts';
import type { AuthorizationDetail } from './authorization-details.ts';
import type { GrantAuthority, IssuedGrant } from './grant-authority.ts';
import { presentTokens } from './present-tokens.ts';
import { type ExchangeOrder, readExchange } from './read-exchange.ts';
import { recordFailed } from './record-failed.ts';
import type { SubjectTokens } from './subject-tokens.ts';
import type { IssuedType } from './token-types.ts';

/** What the token endpoint works with. */
export interface ExchangeParts {
  /** Those in force. Raises `version_unavailable`. */
  readonly connections: () => ReadonlyMap<string, ConnectionConfig>;
  readonly verifySubjectToken: VerifyIdentityToken;
  readonly grants: GrantAuthority;
  readonly verifyProof: VerifyProof;
  readonly subjectTokens: SubjectTokens;
  readonly access: Pick<Access, 'useOnce' | 'revokeGrant'>;
  readonly admission: ExchangeAdmission;
  readonly log: EventLog;
}

/** A request to the token endpoint, or to another of the kind. */
export interface EndpointRequest {
  /** Reads the `application/x-www-form-urlencoded` body, once. Raises `body_too_large`, `cancelled`. */
  readonly readBody: () => Promise<Uint8Array>;
  readonly clientIp: string;
  /** The `DPoP` header. */
  readonly proof: string | undefined;
}

/** A grant, and what of the request it grants: RFC 8693 §2.2.1, RFC 9396 §7. */
export interface Exchanged extends IssuedGrant {
  readonly issuedType: IssuedType;
  /** The operations it covers; absent means all that policy allows. */
  readonly scope?: readonly string[];
  readonly authorizationDetails?: readonly AuthorizationDetail[];
}

/**
 * Exchanges an identity token for a grant of one connection (RFC 8693), bound to the key whose possession is proved (RFC 9449 §5).
 * The grant is handed out only once `grant.issued` is durable, and a refusal only once `auth.failed` is.
 * Raises `proof_*`, `token_bound`, `token_replayed`, `body_too_large`, `request_invalid`, `grant_type_unsupported`, `scope_invalid`,
 * `authorization_details_invalid`, `connection_unknown`, `target_invalid`, `client_mismatch`, `token_*`, `assertion_invalid`, `actor_invalid`,
 * `actor_not_allowed`, `identity_not_allowed`, `quota_exceeded`, `grant_revoked`, `issuer_unavailable`, `version_unavailable`, `ledger_unavailable`.
 */
export async function exchange(parts: ExchangeParts, request: EndpointRequest): Promise<Exchanged> {
  let identity: VerifiedIdentity | undefined;
  try {
    parts.admission.address(request.clientIp);
    const url = `${parts.grants.issuer}/oauth/token`;
    const proof = await parts.verifyProof(request.proof, { method: 'POST', url });
    const root = parts.grants.issuer;
    const order = readExchange(await request.readBody(), { connections: parts.connections(), root });
    identity = await parts.verifySubjectToken(order.subjectToken);
    await parts.admission.subject(identity);
    const actor = order.actorToken && (await verifyActor(parts, order.actorToken));
    return await issue(parts, { ...order, identity, actor, proof, clientIp: request.clientIp });
  } catch (cause) {
    const error = asSallyportError(cause);
    await recordFailed(parts.log, { error, identity: identity?.caller, clientIp: request.clientIp });
    throw error;
  }
}

interface ProvenOrder extends ExchangeOrder {
  readonly identity: VerifiedIdentity;
  readonly actor: VerifiedIdentity | undefined;
  readonly proof: VerifiedProof;
  readonly clientIp: string;
}

/** Whatever is wrong with an actor's token is said of the actor: the client must not take it for its subject's. */
async function verifyActor({ verifySubjectToken }: ExchangeParts, token: SubjectToken): Promise<VerifiedIdentity> {
  try {
    return await verifySubjectToken(token);
  } catch (cause) {
    const error = asSallyportError(cause);
    throw error.retry ? error : new SallyportError('actor_invalid');
  }
}

/** It is the subject's right that counts: who acts for it can do no more, and needs no right of its own. */
async function issue(parts: ExchangeParts, order: ProvenOrder): Promise<Exchanged> {
  const { connection, identity, actor, proof, scope, authorizationDetails, issuedType } = order;
  checkClient(order);
  const actors = actingChain(identity, actor);
  if (!mayUse(connection, identity.caller)) throw new SallyportError('identity_not_allowed');
  await presentTokens(parts, order);
  const granted = {
    ...(scope === undefined ? {} : { scope }),
    ...(authorizationDetails === undefined ? {} : { authorizationDetails }),
  };
  const expiresAt = Math.min(identity.expiresAt, actor?.expiresAt ?? Number.POSITIVE_INFINITY);
  const issued = await parts.grants.issue({
    identity: { ...identity, expiresAt },
    connection: connection.name,
    jkt: proof.publicKey.kid,
    ...granted,
    actors,
  });
  await recordIssued(parts.log, { ...order, issued, actors });
  return { ...issued, issuedType, ...granted };
}

/** RFC 6749 §3.2.1: a public client may say which it is; where a token names its client too, they must agree. */
function checkClient({ clientId, identity, actor }: ProvenOrder): void {
  const known = [identity, actor].flatMap((one) => one?.caller.client ?? []);
  if (clientId !== undefined && known.length > 0 && !known.includes(clientId))
    throw new SallyportError('client_mismatch');
}

async function recordIssued(
  log: EventLog,
  order: ProvenOrder & { readonly issued: IssuedGrant; readonly actors: readonly Identity[] },
): Promise<void> {
  const { connection, identity, proof, clientIp, issued, actors } = order;
  const { publicKey } = proof;
  const acting = actors.length === 0 ? {} : { actors };
  const details = { connection: connection.name, grantId: issued.id, clientKey: publicKey, ...acting };
  const { issuer, subject } = identity.caller;
  await log.commit([
    {
      draft: { kind: 'grant.issued', status: 'success', identity: identity.caller, clientIp, details },
      clientKey: { publicKey, issuer, subject },
      // One proof gives one grant: its id makes the event's.
      id: proofId(`${publicKey.kid}/${proof.id}`),
      once: true,
    },
  ]);
}
