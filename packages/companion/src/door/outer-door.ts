import { SallyportError } from '@sallyport/core';
import {
  DEFAULT_DETECT,
  DEFAULT_POLICY,
  type Detect,
  type Door,
  type Identified,
  type Intended,
  type Reply,
} from '@sallyport/pipeline';
import { type ConnectionConfig, mayUse } from '../config/index.ts';
import type { EventLog } from './event-log.ts';
import { type IdentifyParts, identify } from './identify.ts';
import { ledgerJournal } from './journal.ts';

/** What the outer door is put together from. */
export interface OuterDoorParts extends IdentifyParts {
  readonly connections: ReadonlyMap<string, ConnectionConfig>;
  readonly log: EventLog;
  readonly send: (exchange: Intended) => Promise<Reply>;
  readonly maxDepth: number;
  /** Default `DEFAULT_DETECT`. */
  readonly detect?: Detect;
}

/** The outer door: it trusts no client, so it detects, decides and masks again. */
export function outerDoor(parts: OuterDoorParts): Door {
  return {
    identify: (exchange) => identify(parts, exchange),
    admit: async (exchange) => admit(parts, exchange),
    detect: parts.detect ?? DEFAULT_DETECT,
    policy: () => DEFAULT_POLICY,
    journal: ledgerJournal(parts.log),
    send: parts.send,
    maxDepth: parts.maxDepth,
  };
}

/** A grant was admitted when it was issued, for its connection alone; a bearer token is admitted here. Raises `identity_not_allowed`. */
function admit({ connections }: OuterDoorParts, { caller, connection }: Identified): void {
  const config = connections.get(connection.name);
  const allowed = caller.means === 'grant' || (config !== undefined && mayUse(config, caller));
  if (!allowed) throw new SallyportError('identity_not_allowed');
}
