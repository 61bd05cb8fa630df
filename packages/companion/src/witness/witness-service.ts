import { isSallyportError, SallyportError } from '@sallyport/core';
import type { VerifierKey } from '@sallyport/ledger';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Log } from '../log/index.ts';
import { addAccessLog } from '../service/access-log.ts';
import { answerMalformed } from '../service/answer-malformed.ts';
import { behindGate, type Handler } from '../service/behind-gate.ts';
import { endConnectionsWhenClosing } from '../service/end-connections-when-closing.ts';
import { createGate } from '../service/gate.ts';
import { readBody } from '../service/read-body.ts';
import { sendProblem } from '../service/reply.ts';
import { type Heads, originHash } from './heads.ts';
import { MAX_SUBMISSION_BYTES } from './submission.ts';
import type { Answer, Witness } from './witness.ts';

/** What the service of a witness is put together from. */
export interface WitnessServiceParts {
  readonly witness: Witness;
  readonly heads: Pick<Heads, 'get'>;
  readonly logs: readonly VerifierKey[];
  readonly log: Log;
}

const MOST_AT_ONCE = 32;
const MOST_CONNECTIONS = 256;
const REQUEST_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 72_000;
const PLAIN = 'text/plain; charset=utf-8';

/** The HTTP service of a witness, not yet listening: C2SP tlog-witness, and `GET /checkpoint/<hex SHA-256 of the origin>`. */
export function buildWitnessService(parts: WitnessServiceParts): FastifyInstance {
  const service = fastify({
    logger: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    frameworkErrors: (_error, _request, reply) => sendProblem(reply, new SallyportError('path_invalid')),
    clientErrorHandler: answerMalformed,
    return503OnClosing: false,
  });
  service.server.maxConnections = MOST_CONNECTIONS;
  addAccessLog(service, parts.log);
  endConnectionsWhenClosing(service);
  // Bodies are read where they are wanted, whatever type they say they are.
  for (const method of service.supportedMethods) {
    service.addHttpMethod(method, { hasBody: false, overrideExisting: true });
  }
  service.setErrorHandler((cause, _request, reply) =>
    sendProblem(reply, isSallyportError(cause) ? cause : new SallyportError('internal')),
  );
  service.setNotFoundHandler((_request, reply) => sendProblem(reply, new SallyportError('route_unknown')));
  const gate = createGate(MOST_AT_ONCE);
  service.post('/add-checkpoint', behindGate(gate, addCheckpointPath(parts)));
  service.get('/checkpoint/:log', behindGate(gate, checkpointPath(parts)));
  service.get('/healthz', async () => ({ status: 'ok' }));
  return service;
}

function addCheckpointPath({ witness, log }: WitnessServiceParts): Handler {
  return async (request, reply) => {
    const answer = await witness.addCheckpoint(await readBody(request.raw, MAX_SUBMISSION_BYTES));
    const { size } = answer;
    if (answer.kind === 'cosigned') log.info('checkpoint cosigned', { size });
    if (answer.kind === 'forked') log.error('checkpoint forked', undefined, { size });
    return sendAnswer(reply, answer);
  };
}

function sendAnswer(reply: FastifyReply, answer: Answer): FastifyReply {
  if (answer.kind === 'cosigned') return reply.type(PLAIN).send(answer.line);
  // As bytes: to text Fastify would add a charset, which this type does not have.
  return reply
    .code(409)
    .header('content-type', 'text/x.tlog.size')
    .send(Buffer.from(`${answer.size}\n`));
}

/** The latest it cosigned of a log: what anybody may compare with what the log itself shows. */
function checkpointPath({ heads, logs }: WitnessServiceParts): Handler {
  const origins = new Map(logs.map(({ name }) => [originHash(name), name]));
  return async (request, reply) => {
    const origin = origins.get((request.params as { readonly log: string }).log);
    const head = origin === undefined ? undefined : heads.get(origin);
    if (head === undefined) throw new SallyportError('witness_log_unknown');
    return reply.header('cache-control', 'no-cache').type(PLAIN).send(head.note);
  };
}
