import { SallyportError } from '@sallyport/core';
import type { ReceivedRequest } from '../provider/start-provider.ts';
import { headerOf } from './header-of.ts';
import type { StandInAnswer } from './stand-in-answer.ts';
import type { HeldGrant } from './stand-in-grants.ts';
import type { StandInParts } from './stand-in-parts.ts';
import { takeEvents } from './take-events.ts';

const TILE = /^\/log\/tile\/(\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/;

/** Answers a control call, or gives `undefined` for a path that is none. Raises what a companion refuses with. */
export async function answerControl(parts: StandInParts, request: ReceivedRequest): Promise<StandInAnswer | undefined> {
  if (request.path === '/oauth/token') return exchange(parts, request);
  if (request.path === '/v1/events') return events(parts, request);
  if (request.path === '/v1/trust') return trust(parts);
  if (request.path.startsWith('/v1/policy?')) return policy(parts, request);
  if (request.path.startsWith('/v1/reviews/')) {
    return parts.reviews.answer(request, (await authorised(parts, request)).identity);
  }
  if (parts.originals.isFor(request.path)) {
    return parts.originals.answer(request, (await authorised(parts, request)).identity);
  }
  if (request.path === '/log/checkpoint') {
    return { headers: { 'content-type': 'text/plain; charset=utf-8' }, body: parts.log.checkpoint() };
  }
  return request.path.startsWith('/log/') ? tile(parts, request) : undefined;
}

/** RFC 8693 §2.2.1, RFC 9449 §5. */
async function exchange({ url, now, nonce, ...parts }: StandInParts, request: ReceivedRequest): Promise<StandInAnswer> {
  const form = new URLSearchParams(request.body.toString());
  parts.exchanges.push(form);
  const demand = { method: 'POST', url: `${url}/oauth/token`, now: now(), nonce: nonce() };
  const proof = await parts.grants.prove(headerOf(request, 'dpop'), demand);
  if (proof.intent !== undefined) throw new SallyportError('proof_invalid');
  const token = form.get('subject_token') ?? '';
  const connection = form.get('audience') ?? '';
  const identity = parts.identityOf(token);
  const grant = await parts.grants.issue({ token, identity, connection, proof, now: now() });
  parts.issued.push(grant);
  return {
    body: JSON.stringify({
      access_token: grant,
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      token_type: 'DPoP',
      expires_in: 900,
    }),
  };
}

async function events(parts: StandInParts, request: ReceivedRequest): Promise<StandInAnswer> {
  const { identity } = await authorised(parts, request);
  if (headerOf(request, 'content-type') !== 'application/json') throw new SallyportError('content_type_unsupported');
  const { grants, log, receipts, events: taken } = parts;
  return {
    body: JSON.stringify(await takeEvents({ grants, log, receipts, taken }, { ...request, identity })),
  };
}

/** The grant of a control call, whose proof holds no intent. Raises `token_*`, `proof_*`. */
async function authorised(parts: StandInParts, request: ReceivedRequest): Promise<HeldGrant> {
  const [authorization, dpop] = [headerOf(request, 'authorization'), headerOf(request, 'dpop')];
  const url = `${parts.url}${request.path.split('?', 1)[0]}`;
  const demand = { method: request.method, url, now: parts.now(), nonce: parts.nonce() };
  const { grant, proof } = await parts.grants.check({ authorization, dpop }, demand);
  if (proof.intent !== undefined) throw new SallyportError('proof_invalid');
  return grant;
}

async function policy(parts: StandInParts, request: ReceivedRequest): Promise<StandInAnswer> {
  const { identity } = await authorised(parts, request);
  const connection = new URLSearchParams(request.path.split('?')[1]).get('connection') ?? '';
  return parts.policy.answer({ identity, connection, etag: headerOf(request, 'if-none-match'), now: parts.now() });
}

async function trust({ log, receipts }: StandInParts): Promise<StandInAnswer> {
  const eventKeys = [await receipts.publicKey()];
  return { body: JSON.stringify({ version: 2, logKeys: [log.verifierKey], eventKeys }) };
}

function tile({ log }: StandInParts, { path }: ReceivedRequest): StandInAnswer {
  const [, level, groups = '', width = '256'] = TILE.exec(path) ?? [];
  const address = { level: Number(level), index: Number(groups.replace(/[x/]/g, '')), width: Number(width) };
  const hashes = level === undefined ? undefined : log.tile(address);
  if (hashes === undefined) throw new SallyportError('route_unknown');
  return { headers: { 'content-type': 'application/octet-stream' }, body: hashes };
}
