import { type Caller, type Clock, SallyportError } from '@sallyport/core';
import type { Detect, Door, Identified, Intended, Limits, Policy, Reply, Reviews } from '@sallyport/pipeline';
import { type Api, apiOfKind, declaredApi } from '@sallyport/wire';
import type { Access } from '../access/index.ts';
import { type ConnectionConfig, mayUse } from '../config/index.ts';
import { checkBearer } from '../grants/bearer-limits.ts';
import { presentedBy } from './follow-call.ts';
import { type IdentifyParts, identify, readAuthorization } from './identify.ts';
import { type JournalParts, ledgerJournal } from './journal.ts';

/** What the outer door is put together from. */
export interface OuterDoorParts extends IdentifyParts, JournalParts {
  readonly access: Pick<Access, 'membershipOf' | 'check'>;
  readonly send: (exchange: Intended) => Promise<Reply>;
  readonly scratch: Door['scratch'];
  readonly maxDepth: number;
  readonly trace: Door['trace'];
  readonly policy: Policy;
  readonly reviews: Reviews;
  readonly limits?: Limits;
  readonly clock: Clock;
  readonly detect: Detect;
}

/** The outer door: it trusts no client, so it detects, decides and masks again. */
export function outerDoor(parts: OuterDoorParts): Door {
  const apis = apisOf(parts.connections);
  return {
    apiOf: ({ name, kind }) => apis.get(name) ?? apiOfKind(kind),
    identify: (exchange) => identify(parts, exchange),
    admit: async (exchange) => admit(parts, exchange),
    detect: parts.detect,
    policy: () => parts.policy,
    reviews: parts.reviews,
    clock: parts.clock,
    ...(parts.limits === undefined ? {} : { limits: parts.limits }),
    journal: ledgerJournal(parts),
    ...(parts.recorder === undefined ? {} : { recorder: parts.recorder }),
    send: parts.send,
    scratch: parts.scratch,
    maxDepth: parts.maxDepth,
    ...(parts.trace === undefined ? {} : { trace: parts.trace }),
  };
}

/** The APIs that configuration declares, by connection. */
function apisOf(connections: ReadonlyMap<string, ConnectionConfig>): ReadonlyMap<string, Api> {
  return new Map(
    [...connections].flatMap(([name, { operations }]) =>
      operations === undefined ? [] : [[name, declaredApi(operations)] as const],
    ),
  );
}

/**
 * Admits those whom the connection allows this operation, now and not only when their grant was issued; a bearer token, within the
 * connection's bounds. Raises `grant_revoked`, `identity_not_allowed`, `operation_not_allowed`, `network_not_allowed`, `token_type`,
 * `token_lifetime`, `ledger_unavailable`.
 */
function admit({ connections, access }: OuterDoorParts, exchange: Identified): void {
  const { caller, connection, operation, call } = exchange;
  access.check(presentedBy(exchange));
  const config = connections.get(connection.name);
  if (config === undefined) throw new SallyportError('identity_not_allowed');
  if (!mayUse(config, caller, operation.id)) throw notAllowed(config, caller);
  if (caller.means === 'grant') return;
  const { token } = readAuthorization(call.headers.authorization);
  checkBearer(config, { token, caller, clientIp: call.clientIp });
}

/** Who may use nothing of a connection is a stranger to it; who may use something of it is not. */
function notAllowed(config: ConnectionConfig, caller: Caller): SallyportError {
  return new SallyportError(mayUse(config, caller) ? 'operation_not_allowed' : 'identity_not_allowed');
}
