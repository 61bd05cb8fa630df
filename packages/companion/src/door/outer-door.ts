import { SallyportError } from '@sallyport/core';
import {
  DEFAULT_POLICY,
  type Detect,
  type Door,
  type Identified,
  type Intended,
  type Reply,
} from '@sallyport/pipeline';
import { type Api, apiOfKind, declaredApi } from '@sallyport/wire';
import { type ConnectionConfig, mayUse } from '../config/index.ts';
import { checkBearer } from '../grants/bearer-limits.ts';
import { type IdentifyParts, identify, readAuthorization } from './identify.ts';
import { type JournalParts, ledgerJournal } from './journal.ts';

/** What the outer door is put together from. */
export interface OuterDoorParts extends IdentifyParts, JournalParts {
  readonly send: (exchange: Intended) => Promise<Reply>;
  readonly scratch: Door['scratch'];
  readonly maxDepth: number;
  readonly trace: Door['trace'];
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
    policy: () => DEFAULT_POLICY,
    journal: ledgerJournal(parts),
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
 * A grant was admitted when it was issued, for its connection alone; a bearer token is admitted here, within the connection's
 * bounds. Raises `identity_not_allowed`, `network_not_allowed`, `token_type`, `token_lifetime`.
 */
function admit({ connections }: OuterDoorParts, { caller, connection, call }: Identified): void {
  if (caller.means === 'grant') return;
  const config = connections.get(connection.name);
  if (config === undefined || !mayUse(config, caller)) throw new SallyportError('identity_not_allowed');
  const { token } = readAuthorization(call.headers.authorization);
  checkBearer(config, { token, caller, clientIp: call.clientIp });
}
