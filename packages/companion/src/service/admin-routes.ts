import { SallyportError } from '@sallyport/core';
import type { FastifyInstance } from 'fastify';
import {
  type ActParts,
  ADMIN_ACTS,
  type AdminAct,
  type AuthoriseAdmin,
  isActStream,
  type LoginParts,
  logIn,
  readMembers,
} from '../admin/index.ts';
import { behindGate, type Handler } from './behind-gate.ts';
import { requireContentType } from './content-type.ts';
import type { Gate } from './gate.ts';
import { readBody } from './read-body.ts';
import { singleHeaders } from './single-headers.ts';
import { streamBody } from './stream-body.ts';

/** What the routes below `/v1/admin` work with. */
export interface AdminParts extends LoginParts, ActParts {
  readonly authorise: AuthoriseAdmin;
}

const LOGIN = '/v1/admin/login';
const SESSION = '/v1/admin/session';

const EXACT: ReadonlySet<string> = new Set([LOGIN, SESSION, ...ADMIN_ACTS.map(({ path }) => path)]);

/** Enough for the longest secret, escaped. */
const MAX_BODY_BYTES = 131_072;

/** How long a client may remember where to log in, in seconds. */
const LOGIN_MAX_AGE = 300;

const ITEM =
  /^(\/v1\/admin\/(?:[a-z]+\/){1,2})([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:(\/[a-z]+\/)([1-9][0-9]?))?$/;

/** The route of a request's target, taken as it came. `undefined` when it is none of the admin plane's. */
export function adminRoute(target: string): string | undefined {
  if (EXACT.has(target)) return target;
  const [, collection, , part] = ITEM.exec(target) ?? [];
  const route = `${collection}{id}${part === undefined ? '' : `${part}{number}`}`;
  return collection !== undefined && EXACT.has(route) ? routeUrl(route) : undefined;
}

/** Fastify would take braces in a URL for what they are, and a client cannot send them: the route of an item is its own. */
function routeUrl(path: string): string {
  return path.replace('{id}', 'item').replace('{number}', 'part');
}

/** Adds the routes below `/v1/admin`; where the plane is off, each answers `admin_disabled`. */
export function addAdminRoutes(service: FastifyInstance, parts: AdminParts | undefined, gate: Gate): void {
  const add = (method: AdminAct['method'], url: string, handler: (on: AdminParts) => Handler) => {
    service.route({ method, url, handler: behindGate(gate, parts === undefined ? disabled : handler(parts)) });
  };
  add('GET', LOGIN, loginPlace);
  add('POST', SESSION, loginPath);
  for (const act of ADMIN_ACTS) add(act.method, routeUrl(act.path), (on) => actPath(on, act));
}

async function disabled(): Promise<never> {
  throw new SallyportError('admin_disabled');
}

/** `GET /v1/admin/login`: where the command line logs in. Nothing in it is secret. */
function loginPlace({ config }: AdminParts): Handler {
  const { issuer, clientId, scope, audience, resource, acrValues } = config;
  const place = { issuer, client_id: clientId, scope, audience, resource, acr_values: acrValues };
  return async (_request, reply) => reply.header('cache-control', `public, max-age=${LOGIN_MAX_AGE}`).send(place);
}

/** `POST /v1/admin/session`: opens a session; the answer is that of RFC 6749 §5.1, with RFC 9449 §5's type. */
function loginPath(parts: AdminParts): Handler {
  return async ({ raw, ip }, reply) => {
    const headers = singleHeaders(raw);
    const readJson = async () => {
      requireContentType(headers['content-type'], 'application/json');
      return readBody(raw, MAX_BODY_BYTES);
    };
    const { token, expiresIn, roles, sessionId } = await logIn(parts, {
      readBody: readJson,
      clientIp: ip,
      proof: headers.dpop,
    });
    const session = { access_token: token, token_type: 'DPoP', expires_in: expiresIn, roles, session_id: sessionId };
    return reply.header('cache-control', 'no-store').send(session);
  };
}

/** Nothing is read before it is known who asks, and that they may. */
function actPath(parts: AdminParts, act: AdminAct): Handler {
  const { method, path: form, anyOf, body: rule, mostBytes = MAX_BODY_BYTES, perform } = act;
  return async ({ raw, ip, originalUrl }, reply) => {
    const headers = singleHeaders(raw);
    const [, , id, , number] = ITEM.exec(originalUrl) ?? [];
    const path = form.replace('{id}', id ?? '{id}').replace('{number}', number ?? '{number}');
    const session = await parts.authorise({ method, path, headers, clientIp: ip }, anyOf);
    if (rule !== undefined) requireContentType(headers['content-type'], 'application/json');
    const body = rule === undefined ? {} : readMembers(await readBody(raw, mostBytes), rule);
    const call = { session, clientIp: ip, headers, body, ...itemOf(id, number) };
    const answer = await perform(parts, call);
    reply.header('cache-control', 'no-store');
    if (!isActStream(answer)) return reply.send(answer);
    return reply.headers({ ...answer.headers, 'content-type': answer.type }).send(streamBody(answer.stream));
  };
}

function itemOf(id: string | undefined, number: string | undefined) {
  return { ...(id === undefined ? {} : { id }), ...(number === undefined ? {} : { number: Number(number) }) };
}
