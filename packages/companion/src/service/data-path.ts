import { correlationIdFrom, SallyportError } from '@sallyport/core';
import { afterReply, type Call, type Door, type Reply, runCall } from '@sallyport/pipeline';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ConnectionConfig } from '../config/index.ts';
import type { EventLog } from '../door/event-log.ts';
import type { FollowCall } from '../door/follow-call.ts';
import { callerGone } from './caller-gone.ts';
import type { Gate } from './gate.ts';
import { receiveBody } from './receive-body.ts';
import { sendProblem } from './reply.ts';
import { singleHeaders } from './single-headers.ts';
import { streamBody } from './stream-body.ts';
import { readTarget } from './target.ts';

/** What the data path works with. */
export interface DataPathParts {
  readonly connections: ReadonlyMap<string, ConnectionConfig>;
  readonly door: Door;
  readonly follow: FollowCall;
  readonly log: EventLog;
  readonly gate: Gate;
  /** Where clients believe to be calling: proofs of possession name it. */
  readonly publicUrl: string;
}

/** `ANY /c/{connection}/…`: one call, through the outer door. */
export function dataPath(parts: DataPathParts) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const leave = parts.gate.enter();
    if (leave === undefined) return sendProblem(reply, new SallyportError('overloaded'));
    try {
      return send(reply, await afterReply(await answer(parts, request, reply), leave));
    } catch (cause) {
      leave();
      return sendProblem(reply, cause);
    }
  };
}

async function answer(parts: DataPathParts, request: FastifyRequest, reply: FastifyReply): Promise<Reply> {
  const headers = singleHeaders(request.raw);
  const correlationId = correlationIdFrom(headers['sallyport-correlation']);
  const found = await findConnection(parts, request, correlationId);
  const ending = new AbortController();
  const call: Call = {
    method: request.method,
    path: found.path,
    query: found.query,
    headers,
    url: `${parts.publicUrl}${request.originalUrl.split('?', 1)[0]}`,
    readBody: (scratch) => receiveBody(request.raw, scratch),
    signal: callerGone(reply, ending),
    clientIp: request.ip,
  };
  const { door, release } = followingDoor(parts, ending);
  return afterReply(await runCall(door, { call, connection: found.connection, correlationId }), release);
}

/** The door for one call, which is followed from its admission on: who loses the right to it while it goes on loses the call. */
function followingDoor({ door, follow }: DataPathParts, ending: AbortController) {
  let release: (() => void) | undefined;
  const admit: Door['admit'] = async (exchange) => {
    await door.admit(exchange);
    release = follow(exchange, (error) => ending.abort(error));
  };
  return { door: { ...door, admit }, release: () => release?.() };
}

function send(reply: FastifyReply, { status, headers, body, stream }: Reply): FastifyReply {
  reply.code(status).headers(headers);
  if (stream === undefined) return reply.send(Buffer.from(body));
  return reply.header('cache-control', 'no-cache').send(streamBody(stream));
}

/** A call that names no connection is refused, and recorded, before any stage. */
async function findConnection(parts: DataPathParts, request: FastifyRequest, correlationId: string) {
  try {
    const target = readTarget(request.originalUrl);
    const connection = parts.connections.get(target.connection);
    if (connection === undefined) throw new SallyportError('connection_unknown');
    return { ...target, connection };
  } catch (cause) {
    const error = cause instanceof SallyportError ? cause : new SallyportError('path_invalid');
    const details = { correlationId, error: error.code };
    await parts.log.record({ kind: 'auth.failed', status: 'failure', clientIp: request.ip, details });
    throw error;
  }
}
