import { randomUUID } from 'node:crypto';
import { type Identity, SallyportError } from '@sallyport/core';
import type { ReceivedRequest } from '../provider/start-provider.ts';
import { checkIntent } from './check-intent.ts';
import { headerOf } from './header-of.ts';
import type { StandInAnswer } from './stand-in-answer.ts';
import type { StandInParts } from './stand-in-parts.ts';

/** Answers a call on the data path: what is proved and committed to is taken in, and the answer bears session and receipt, unless people must approve it first. Raises what a companion refuses with. */
export async function answerCall(parts: StandInParts, call: ReceivedRequest): Promise<StandInAnswer> {
  const { url, grants, now, nonce, salts } = parts;
  const serial = parts.calls.push(Object.freeze(call));
  const path = call.path.split('?', 1)[0] ?? '';
  const [authorization, dpop] = [headerOf(call, 'authorization'), headerOf(call, 'dpop')];
  const demand = { method: call.method, url: `${url}${path}`, now: now(), nonce: nonce() };
  const { grant, proof } = await grants.check({ authorization, dpop }, demand);
  if (!path.startsWith(`/c/${grant.connection}/`)) throw new SallyportError('grant_connection');
  const promised = checkIntent(proof.intent, { salt: headerOf(call, 'sallyport-salt') ?? '', salts, body: call.body });
  parts.reviews.admit(call, grant.identity);
  const answer = parts.answer(call, serial);
  return answer === 'hang' || answer.refused
    ? answer
    : committed(parts, { answer, proof: dpop ?? '', owner: grant.identity, promised });
}

interface Committing {
  readonly answer: Exclude<StandInAnswer, 'hang'>;
  readonly proof: string;
  readonly owner: Identity;
  readonly promised: string | undefined;
}

async function committed(
  { log, receipts, originals }: StandInParts,
  { answer, proof, owner, promised }: Committing,
): Promise<StandInAnswer> {
  const session = randomUUID();
  if (promised !== undefined) originals.expect(session, { owner, promised });
  const receipt = await receipts.sign([log.append(Buffer.from(proof))]);
  const headers = {
    ...(answer.headers ?? { 'content-type': 'application/json' }),
    'sallyport-session': session,
    ...(receipt === undefined ? {} : { 'sallyport-receipt': receipt }),
  };
  return { ...answer, headers };
}
