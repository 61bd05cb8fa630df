import { SallyportError } from '@sallyport/core';
import type { Handler } from './behind-gate.ts';

/** `GET /log/witnessed`: the latest checkpoint that witnesses cosigned, with their lines; `route_unknown` while there is none. C2SP tlog-cosignature. */
export function witnessedPath(witnessed: () => Promise<string | undefined>): Handler {
  return async (_request, reply) => {
    const note = await witnessed();
    if (note === undefined) throw new SallyportError('route_unknown');
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' };
    return reply.headers(headers).send(Buffer.from(note));
  };
}

/** What `GET /log/recoveries` tells of. */
export interface ToldRecovery {
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly witnessed: string;
}

/**
 * `GET /log/recoveries`: by which events the log goes on from a restored backup, and what witnesses had seen that it had not:
 * `{recoveries: [{index, leaf, witnessed}]}`, the leaf in base64. Clients that have seen what was lost believe it by that.
 */
export function recoveriesPath(recoveries: () => Promise<readonly ToldRecovery[]>): Handler {
  return async (_request, reply) => {
    const told = (await recoveries()).map(({ index, leaf, witnessed }) => {
      return { index, leaf: Buffer.from(leaf).toString('base64'), witnessed };
    });
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-cache' };
    return reply.headers(headers).send(JSON.stringify({ recoveries: told }));
  };
}
