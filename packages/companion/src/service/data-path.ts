import { correlationIdFrom, SallyportError } from '@sallyport/core';
import { type Call, type Door, type HeaderRecord, runCall } from '@sallyport/pipeline';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ConnectionConfig } from '../config/index.ts';
import type { EventLog } from '../door/event-log.ts';
import type { Gate } from './gate.ts';
import { readBody } from './read-body.ts';
import { sendProblem } from './reply.ts';
import { readTarget } from './target.ts';

/** What the data path works with. */
export interface DataPathParts {
  readonly connections: ReadonlyMap<string, ConnectionConfig>;
  readonly door: Door;
  readonly log: EventLog;
  readonly gate: Gate;
  readonly maxBodyBytes: number;
}

/** `ANY /c/{connection}/…`: one call, through the outer door. */
export function dataPath(parts: DataPathParts) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const leave = parts.gate.enter();
    if (leave === undefined) return sendProblem(reply, new SallyportError('overloaded'));
    try {
      return await answer(parts, request, reply);
    } catch (cause) {
      return sendProblem(reply, cause);
    } finally {
      leave();
    }
  };
}

async function answer(parts: DataPathParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const headers = singleHeaders(request);
  const correlationId = correlationIdFrom(headers['sallyport-correlation']);
  const found = await findConnection(parts, request, correlationId);
  const call: Call = {
    method: request.method,
    path: found.path,
    query: found.query,
    headers,
    readBody: () => readBody(request.raw, parts.maxBodyBytes),
    signal: callerGone(reply),
    clientIp: request.ip,
  };
  const answered = await runCall(parts.door, { call, connection: found.connection, correlationId });
  return reply.code(answered.status).headers(answered.headers).send(Buffer.from(answered.body));
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

/** Header names are lower case already; a header sent twice is left out, so that nobody reads it two ways. */
function singleHeaders(request: FastifyRequest): HeaderRecord {
  const single = Object.entries(request.raw.headersDistinct).flatMap(([name, values]) =>
    values?.length === 1 && values[0] !== undefined ? [[name, values[0]]] : [],
  );
  return Object.fromEntries(single);
}

/** Aborted when the connection closes before the reply was sent. */
function callerGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new SallyportError('cancelled'));
  });
  return gone.signal;
}
