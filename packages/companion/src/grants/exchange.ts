import { asSallyportError, SallyportError } from '@sallyport/core';
import { proofId } from '@sallyport/ledger';
import { type ConnectionConfig, mayUse } from '../config/index.ts';
import type { EventLog } from '../door/event-log.ts';
import type { SubjectToken, VerifiedIdentity, VerifyIdentityToken } from '../issuers/index.ts';
import type { VerifiedProof, VerifyProof } from '../proof/verify-proof.ts';
import { readForm } from './form.ts';
import type { GrantAuthority, IssuedGrant } from './grant-authority.ts';
import type { SubjectTokens } from './subject-tokens.ts';

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:';
const SUBJECT_TYPES: ReadonlyMap<string, SubjectToken['type']> = new Map(
  (['jwt', 'access_token', 'id_token'] as const).map((type) => [`${TOKEN_TYPE}${type}`, type]),
);
const PARAMETERS = ['grant_type', 'subject_token', 'subject_token_type', 'audience', 'scope', 'requested_token_type'];
const SCOPE = /^[a-z_]+(?:\.[a-z_]+){1,4}(?: [a-z_]+(?:\.[a-z_]+){1,4}){0,63}$/;

/** What the token endpoint works with. */
export interface ExchangeParts {
  readonly connections: ReadonlyMap<string, ConnectionConfig>;
  readonly verifyIdentityToken: VerifyIdentityToken;
  readonly grants: GrantAuthority;
  readonly verifyProof: VerifyProof;
  readonly subjectTokens: SubjectTokens;
  readonly log: EventLog;
}

/** A request to the token endpoint. */
export interface ExchangeRequest {
  /** Reads the `application/x-www-form-urlencoded` body, once. Raises `body_too_large`, `cancelled`. */
  readonly readBody: () => Promise<Uint8Array>;
  readonly clientIp: string;
  /** The `DPoP` header. */
  readonly proof: string | undefined;
}

/**
 * Exchanges an identity token for a grant of one connection (RFC 8693), bound to the key whose possession is proved (RFC 9449 §5).
 * The grant is handed out only once `grant.issued` is durable, and a refusal only once `auth.failed` is.
 * Raises `proof_*`, `token_bound`, `body_too_large`, `request_invalid`, `grant_type_unsupported`, `scope_invalid`, `connection_unknown`, `token_*`,
 * `identity_not_allowed`, `issuer_unavailable`, `ledger_unavailable`.
 */
export async function exchange(parts: ExchangeParts, request: ExchangeRequest): Promise<IssuedGrant> {
  let identity: VerifiedIdentity | undefined;
  try {
    const url = `${parts.grants.issuer}/oauth/token`;
    const proof = await parts.verifyProof(request.proof, { method: 'POST', url });
    const order = readOrder(parts, await request.readBody());
    identity = await parts.verifyIdentityToken(order.subjectToken);
    return await issue(parts, { ...order, identity, proof, clientIp: request.clientIp });
  } catch (cause) {
    const error = asSallyportError(cause);
    await recordFailed(parts.log, { error, identity, clientIp: request.clientIp });
    throw error;
  }
}

interface Order {
  readonly connection: ConnectionConfig;
  readonly subjectToken: SubjectToken;
  readonly scope?: readonly string[];
}

function readOrder({ connections }: ExchangeParts, body: Uint8Array): Order {
  const form = readForm(body);
  if ([...form.keys()].some((name) => !PARAMETERS.includes(name))) throw new SallyportError('request_invalid');
  if (form.get('grant_type') !== TOKEN_EXCHANGE) throw new SallyportError('grant_type_unsupported');
  const token = form.get('subject_token');
  const type = SUBJECT_TYPES.get(form.get('subject_token_type') ?? '');
  const asked = form.get('requested_token_type') ?? `${TOKEN_TYPE}access_token`;
  if (token === undefined || type === undefined || asked !== `${TOKEN_TYPE}access_token`)
    throw new SallyportError('request_invalid');
  const scope = form.get('scope');
  if (scope !== undefined && !SCOPE.test(scope)) throw new SallyportError('scope_invalid');
  const connection = connections.get(form.get('audience') ?? '');
  if (connection === undefined) throw new SallyportError('connection_unknown');
  return { connection, subjectToken: { token, type }, ...(scope === undefined ? {} : { scope: scope.split(' ') }) };
}

async function issue(
  { grants, subjectTokens, log }: ExchangeParts,
  order: Order & { readonly identity: VerifiedIdentity; readonly proof: VerifiedProof; readonly clientIp: string },
): Promise<IssuedGrant> {
  const { connection, identity, proof, scope, clientIp } = order;
  const { publicKey } = proof;
  if (!mayUse(connection, identity.caller)) throw new SallyportError('identity_not_allowed');
  await subjectTokens.bind(order.subjectToken.token, { kid: publicKey.kid, expiresAt: identity.expiresAt });
  const issued = await grants.issue({
    identity,
    connection: connection.name,
    jkt: publicKey.kid,
    ...(scope === undefined ? {} : { scope }),
  });
  const details = { connection: connection.name, grantId: issued.id, clientKey: publicKey };
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
  return issued;
}

async function recordFailed(
  log: EventLog,
  failure: {
    readonly error: SallyportError;
    readonly identity: VerifiedIdentity | undefined;
    readonly clientIp: string;
  },
): Promise<void> {
  const { error, identity, clientIp } = failure;
  // A ledger that is down cannot record that it is down; nothing was granted, and that is the answer.
  if (error.code === 'ledger_unavailable' || error.code === 'overloaded') return;
  const who = identity === undefined ? {} : { identity: identity.caller };
  await log.record({ kind: 'auth.failed', status: 'failure', clientIp, details: { error: error.code }, ...who });
}
