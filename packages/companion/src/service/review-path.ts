import { BREAK_GLASS_REASONS, type BreakGlassReason, SallyportError } from '@sallyport/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readMembers } from '../admin/read-members.ts';
import type { AuthoriseRequester } from '../door/authorise-requester.ts';
import type { CallerReviews } from '../reviews/calls/index.ts';
import { behindGate, type Handler } from './behind-gate.ts';
import { callerGone } from './caller-gone.ts';
import { requireContentType } from './content-type.ts';
import type { Gate } from './gate.ts';
import { readBody } from './read-body.ts';
import { singleHeaders } from './single-headers.ts';

/** What the caller's routes for reviews work with. */
export interface ReviewPathParts {
  readonly authorise: AuthoriseRequester;
  readonly reviews: CallerReviews;
  /** Their own gate: whoever waits here takes no place of anybody else. */
  readonly gate: Gate;
}

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** With 1 to 25 seconds to wait, or without. */
const READ = new RegExp(`^(/v1/reviews/(${ID}))(?:\\?wait=([1-9]|1\\d|2[0-5]))?$`);
const ACT = new RegExp(`^/v1/reviews/(${ID})/(cancel|break-glass)$`);

/** Enough for the longest justification, escaped. */
const MAX_BODY_BYTES = 32_768;

/** When a caller that does not wait comes again, in seconds. */
const RETRY_AFTER_S = 2;

/** The route of a request's target, taken as it came. `undefined` when it is none of these. */
export function reviewRoute(target: string): string | undefined {
  if (READ.test(target)) return '/v1/reviews/item';
  const act = ACT.exec(target)?.[2];
  return act === undefined ? undefined : `/v1/reviews/${act}`;
}

/** Adds the routes by which callers follow their own reviews. */
export function addReviewRoutes(service: FastifyInstance, parts: ReviewPathParts): void {
  const guarded = (handle: Handler): Handler => behindGate(parts.gate, handle);
  service.get('/v1/reviews/item', guarded(readPath(parts)));
  service.post('/v1/reviews/cancel', guarded(cancelPath(parts)));
  service.post('/v1/reviews/break-glass', guarded(breakGlassPath(parts)));
  // Whoever waits is told how things stand, and comes again to another replica.
  service.addHook('preClose', async () => parts.reviews.close());
}

/** `GET /v1/reviews/{id}`, `GET /v1/reviews/{id}?wait=25` */
function readPath(parts: ReviewPathParts): Handler {
  return async (request, reply) => {
    const [, path = '', id = '', wait = '0'] = READ.exec(request.originalUrl) ?? [];
    const signal = callerGone(reply);
    const asked = await asking(parts, request, { path, id });
    return answer(reply, await parts.reviews.read(asked, { waitMs: Number(wait) * 1000, signal }));
  };
}

/** `POST /v1/reviews/{id}/cancel` */
function cancelPath(parts: ReviewPathParts): Handler {
  return async (request, reply) => {
    const path = request.originalUrl;
    const asked = await asking(parts, request, { path, id: ACT.exec(path)?.[1] ?? '' });
    return answer(reply, await parts.reviews.cancel(asked));
  };
}

/** `POST /v1/reviews/{id}/break-glass` */
function breakGlassPath(parts: ReviewPathParts): Handler {
  return async (request, reply) => {
    const path = request.originalUrl;
    const asked = await asking(parts, request, { path, id: ACT.exec(path)?.[1] ?? '' });
    requireContentType(singleHeaders(request.raw)['content-type'], 'application/json');
    const rule = { required: ['reason', 'justification'] };
    const { reason, justification = '' } = readMembers(await readBody(request.raw, MAX_BODY_BYTES), rule);
    if (!isReason(reason)) throw new SallyportError('request_invalid');
    return answer(reply, await parts.reviews.breakGlass(asked, { reason, justification }));
  };
}

/** Nothing is read before it is known who asks. */
async function asking(
  { authorise }: ReviewPathParts,
  { raw, ip, method }: FastifyRequest,
  { path, id }: { readonly path: string; readonly id: string },
) {
  const called = { path, headers: singleHeaders(raw), clientIp: ip };
  return { id, clientIp: ip, ...(await authorise({ ...called, method: method === 'GET' ? 'GET' : 'POST' })) };
}

function answer(
  reply: FastifyReply,
  { body, pending }: { readonly body: object; readonly pending: boolean },
): FastifyReply {
  if (pending) reply.header('retry-after', String(RETRY_AFTER_S));
  return reply.header('cache-control', 'no-store').send(body);
}

function isReason(reason: string | undefined): reason is BreakGlassReason {
  return (BREAK_GLASS_REASONS as readonly (string | undefined)[]).includes(reason);
}
