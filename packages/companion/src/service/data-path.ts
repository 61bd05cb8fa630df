import { correlationIdFrom, SallyportError } from '@sallyport/core';
import { afterReply, type Call, type Door, type Reply, runCall } from '@sallyport/pipeline';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EventLog } from '../door/event-log.ts';
import type { FollowReviews } from '../door/follow-review.ts';
import type { Serving, Snapshot } from '../serving/index.ts';
import { callerGone } from './caller-gone.ts';
import type { Gate } from './gate.ts';
import { receiveBody } from './receive-body.ts';
import { refusalFor } from './refusal-for.ts';
import { sendProblem } from './reply.ts';
import { singleHeaders } from './single-headers.ts';
import { streamBody } from './stream-body.ts';
import { readTarget } from './target.ts';

/** What the data path works with. */
export interface DataPathParts {
  /** The version that each call works under is the one in force when it arrives. */
  readonly serving: Pick<Serving, 'enter'>;
  readonly followReviews: FollowReviews;
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
    let left = leave;
    try {
      const entered = parts.serving.enter();
      left = () => {
        entered.leave();
        leave();
      };
      const call = { ...parts, snapshot: entered.snapshot };
      return send(reply, await afterReply(await answer(call, request, reply), left));
    } catch (cause) {
      left();
      return sendProblem(reply, cause);
    }
  };
}

interface CallParts extends DataPathParts {
  readonly snapshot: Snapshot;
}

async function answer(parts: CallParts, request: FastifyRequest, reply: FastifyReply): Promise<Reply> {
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
  const answered = await runCall(door, { call, connection: found.connection, correlationId });
  return afterReply(refusalFor(found.connection.kind, answered), release);
}

/**
 * The door for one call, which is followed from its admission on, and from its approval where it has one: who loses the right to it while it
 * goes on loses the call.
 */
function followingDoor({ snapshot, followReviews }: CallParts, ending: AbortController) {
  const { door, follow } = snapshot;
  const abort = (error: SallyportError) => ending.abort(error);
  let release: (() => void) | undefined;
  const admit: Door['admit'] = async (exchange) => {
    await door.admit(exchange);
    release = follow(exchange, abort);
  };
  const followed = door.reviews === 'behind' ? undefined : followReviews(door.reviews, abort);
  const reviews = followed?.reviews ?? door.reviews;
  const releaseAll = () => {
    release?.();
    followed?.release();
  };
  return { door: { ...door, admit, reviews }, release: releaseAll };
}

function send(reply: FastifyReply, { status, headers, body, stream }: Reply): FastifyReply {
  reply.code(status).headers(headers);
  if (stream === undefined) return reply.send(Buffer.from(body));
  return reply.header('cache-control', 'no-cache').send(streamBody(stream));
}

/** A call that names no connection is refused, and recorded, before any stage. */
async function findConnection(
  { snapshot: { connections }, log }: CallParts,
  request: FastifyRequest,
  correlationId: string,
) {
  try {
    const escapes = (name: string) => connections.get(name)?.kind === 'bedrock';
    const target = readTarget(request.originalUrl, { escapes });
    const connection = connections.get(target.connection);
    if (connection === undefined) throw new SallyportError('connection_unknown');
    return { ...target, connection };
  } catch (cause) {
    const error = cause instanceof SallyportError ? cause : new SallyportError('path_invalid');
    const details = { correlationId, error: error.code };
    await log.record({ kind: 'auth.failed', status: 'failure', clientIp: request.ip, details });
    throw error;
  }
}
