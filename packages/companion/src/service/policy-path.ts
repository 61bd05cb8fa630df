import { asSallyportError, type Caller, SallyportError } from '@sallyport/core';
import type { Access } from '../access/index.ts';
import { mayUse } from '../config/index.ts';
import type { AuthoriseControl } from '../door/authorise-control.ts';
import type { EventLog } from '../door/event-log.ts';
import { recordFailed } from '../grants/record-failed.ts';
import type { IssueSlice, Serving, Snapshot } from '../serving/index.ts';
import type { Handler } from './behind-gate.ts';
import { singleHeaders } from './single-headers.ts';

/** Whatever asks for a slice, with or without a query that is right. */
export const POLICY_PATH = /^\/v1\/policy(?:\?|$)/;

const PATH = '/v1/policy';
const QUERY = /^\/v1\/policy\?connection=([a-z0-9][a-z0-9-]{0,62})$/;

/** What the path for slices works with. */
export interface PolicyPathParts {
  readonly authorise: AuthoriseControl;
  readonly serving: Pick<Serving, 'current'>;
  readonly access: Pick<Access, 'membershipOf'>;
  readonly issueSlice: IssueSlice;
  readonly log: EventLog;
}

/**
 * `GET /v1/policy?connection=NAME`: what the policy in force says about the caller's own calls over a connection, signed, for five minutes.
 * 304 for who names the tag of one that was given in the last minute and is still right.
 */
export function policyPath(parts: PolicyPathParts): Handler {
  return async (request, reply) => {
    const headers = singleHeaders(request.raw);
    const caller = await parts.authorise({ method: 'GET', path: PATH, headers, clientIp: request.ip });
    const snapshot = parts.serving.current();
    const name = QUERY.exec(request.originalUrl)?.[1];
    if (name === undefined) throw new SallyportError('request_invalid');
    const owner = await ownerOf(parts, { caller, snapshot, name, clientIp: request.ip });
    const { 'if-none-match': held } = headers;
    const { etag, jws } = await parts.issueSlice(snapshot, { owner, ...(held === undefined ? {} : { held }) });
    reply.headers({ etag, 'cache-control': 'private, no-cache' });
    return jws === undefined ? reply.code(304).send() : reply.send({ slice: jws });
  };
}

interface Asked {
  readonly caller: Caller;
  readonly snapshot: Snapshot;
  readonly name: string;
  readonly clientIp: string;
}

/** The groups are those of now. Who may not use the connection learns nothing of its policy. */
async function ownerOf({ access, log }: PolicyPathParts, { caller, snapshot, name, clientIp }: Asked) {
  try {
    const membership = await access.membershipOf(caller);
    const connection = snapshot.connections.get(name);
    if (connection === undefined) throw new SallyportError('connection_unknown');
    if (!mayUse(connection, { ...caller, ...membership })) throw new SallyportError('identity_not_allowed');
    const { issuer, subject, client } = caller;
    const who = { issuer, subject, ...membership, ...(client === undefined ? {} : { client }) };
    return { ...who, connection: name, baa: connection.baa, source: clientIp };
  } catch (cause) {
    const error = asSallyportError(cause);
    await recordFailed(log, { error, identity: caller, clientIp });
    throw error;
  }
}
