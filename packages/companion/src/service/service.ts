import { isSallyportError, SallyportError } from '@sallyport/core';
import fastify, { type FastifyInstance } from 'fastify';
import type { ExchangeParts } from '../grants/exchange.ts';
import type { Log } from '../log/index.ts';
import type { SlackInteractions } from '../notices/index.ts';
import type { ProofNonces } from '../proof/nonces.ts';
import { addAccessLog } from './access-log.ts';
import { addClientAddress } from './add-client-address.ts';
import { type AdminParts, addAdminRoutes, adminRoute } from './admin-routes.ts';
import { answerMalformed } from './answer-malformed.ts';
import { behindGate } from './behind-gate.ts';
import { addControlRoutes, type ControlParts, controlRoute } from './control-routes.ts';
import { type DataPathParts, dataPath } from './data-path.ts';
import { endConnectionsWhenClosing } from './end-connections-when-closing.ts';
import { addEntriesRoute, entriesRoute } from './entries-path.ts';
import { addNonceHeader } from './nonce-header.ts';
import { addNoticeRoutes, noticeRoute } from './notice-routes.ts';
import { oauthRevoke } from './oauth-revoke.ts';
import { oauthToken } from './oauth-token.ts';
import { sendProblem } from './reply.ts';
import { addReviewRoutes, type ReviewPathParts, reviewRoute } from './review-path.ts';
import { hasTokenInUrl, tokenInUrl } from './token-in-url.ts';

/** What the HTTP service is put together from. */
export interface ServiceParts {
  readonly exchange: ExchangeParts;
  readonly dataPath: DataPathParts;
  readonly control: ControlParts;
  /** The admin plane; off when absent. */
  readonly admin?: AdminParts;
  /** Where callers follow their reviews; nowhere when absent. */
  readonly reviews?: ReviewPathParts;
  /** What answers the workspace of Slack; there is none when absent. */
  readonly slack?: SlackInteractions;
  readonly nonces: Pick<ProofNonces, 'current'>;
  /** Tells whether calls can be served: the database answers and the ledger can be written. */
  readonly ready: () => Promise<boolean>;
  readonly log: Log;
  /** The networks of proxies whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustedProxies?: readonly string[];
}

/** Slow enough for a provider's answer, bounded all the same. */
const KEEP_ALIVE_MS = 72_000;
const REQUEST_TIMEOUT_MS = 120_000;

/** The companion's HTTP service, not yet listening. */
export function buildService(parts: ServiceParts): FastifyInstance {
  const service = fastify({
    logger: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Everything that is not one of ours belongs to the data path, which reads the target itself: no router decodes it first.
    rewriteUrl: ({ url = '' }) => routeOf(url),
    frameworkErrors: (_error, _request, reply) => sendProblem(reply, new SallyportError('path_invalid')),
    clientErrorHandler: answerMalformed,
    return503OnClosing: false,
  });
  addClientAddress(service, parts.trustedProxies);
  addAccessLog(service, parts.log);
  addNonceHeader(service, parts.nonces);
  endConnectionsWhenClosing(service);
  // Bodies are read, and their types judged, where they are wanted: Fastify must not look at either.
  for (const method of service.supportedMethods) {
    service.addHttpMethod(method, { hasBody: false, overrideExisting: true });
  }
  service.setErrorHandler((cause, _request, reply) =>
    sendProblem(reply, isSallyportError(cause) ? cause : new SallyportError('internal')),
  );
  service.setNotFoundHandler((_request, reply) => sendProblem(reply, new SallyportError('route_unknown')));
  const { exchange, control } = parts;
  service.post('/oauth/token', oauthToken(exchange, control.gate));
  service.post('/oauth/revoke', oauthRevoke(exchange, control.gate));
  service.all(TOKEN_IN_URL, behindGate(control.gate, tokenInUrl(exchange.log)));
  service.all('/c', dataPath(parts.dataPath));
  addControlRoutes(service, control);
  addAdminRoutes(service, parts.admin, control.gate);
  addEntriesRoute(service, { ledger: control.ledger, admin: parts.admin }, control.gate);
  if (parts.reviews !== undefined) addReviewRoutes(service, parts.reviews);
  addNoticeRoutes(service, parts.slack, control.gate);
  service.get('/healthz', async () => ({ status: 'ok' }));
  service.get('/readyz', async (_request, reply) => {
    const ready = await parts.ready();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  return service;
}

const OURS: ReadonlySet<string> = new Set(['/oauth/token', '/oauth/revoke', '/healthz', '/readyz']);

const TOKEN_IN_URL = '/token-in-url';

/** Every target leads to exactly one route, by its own text alone. */
function routeOf(target: string): string {
  if (hasTokenInUrl(target)) return TOKEN_IN_URL;
  if (OURS.has(target)) return target;
  if (target.startsWith('/c/') || !target.startsWith('/')) return '/c';
  const ours = controlRoute(target) ?? entriesRoute(target) ?? adminRoute(target);
  return ours ?? reviewRoute(target) ?? noticeRoute(target) ?? '/unknown';
}
