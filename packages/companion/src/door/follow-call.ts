import type { SallyportError } from '@sallyport/core';
import type { Identified } from '@sallyport/pipeline';
import type { Access, Membership, Presented } from '../access/index.ts';
import { type ConnectionConfig, mayUse } from '../config/index.ts';

/** Follows an admitted call until what it gives is called: `abort` is told when the right to it is taken away. */
export type FollowCall = (exchange: Identified, abort: (error: SallyportError) => void) => () => void;

/** Follows calls. Raises `grant_revoked`, `ledger_unavailable`. */
export function callFollower(parts: {
  readonly connections: ReadonlyMap<string, ConnectionConfig>;
  readonly access: Pick<Access, 'follow'>;
}): FollowCall {
  const { connections, access } = parts;
  return (exchange, abort) => {
    const { caller, connection, operation } = exchange;
    const config = connections.get(connection.name);
    const allows = (membership: Membership) =>
      config !== undefined && mayUse(config, { ...caller, ...membership }, operation.id);
    // The groups of a bearer stand in its own token: they are what they are until it expires.
    const live = caller.means === 'grant' ? { allows } : {};
    return access.follow({ ...presentedBy(exchange), ...live }, abort);
  };
}

/** What a caller showed. Of what does not say when it was issued, everything taken back is taken back. */
export function presentedBy({ caller, presented }: Identified): Presented {
  return { caller, ...(presented ?? { id: '', issuedAt: 0 }) };
}
