import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { EventFacts, Identity } from '@sallyport/core';
import {
  EVENT_TYPE,
  ecdsaRawFromDer,
  encodeEvent,
  type KeyedEventSigner,
  type LedgerEvent,
  readEventKey,
} from '@sallyport/ledger';
import type { Ledger } from '../ledger/index.ts';

/** For tests: two identities, invented. */
export const NOTES: Identity = { issuer: 'https://login.example/', subject: 'notes-service' };
export const BILLING: Identity = { issuer: 'https://login.example/', subject: 'billing-service' };

/** For tests: a client's key. */
export async function newClient(): Promise<KeyedEventSigner> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = await readEventKey(createPublicKey(privateKey).export({ format: 'jwk' }));
  return { kid: publicKey.kid, publicKey, sign: async (data) => ecdsaRawFromDer(sign('sha256', data, privateKey)) };
}

/** For tests: records that a grant was issued to an identity for this key. */
export async function bindKey(
  ledger: Pick<Ledger, 'commit'>,
  { publicKey }: KeyedEventSigner,
  identity: Identity,
): Promise<void> {
  const details = { connection: 'openai', grantId: crypto.randomUUID(), clientKey: publicKey };
  const time = 1_795_000_000_000;
  const facts = { id: crypto.randomUUID(), kind: 'grant.issued', time, identity, status: 'success', details } as const;
  await ledger.commit([{ facts, clientKey: { publicKey, ...identity } }]);
}

/** For tests: how a call ended, with every detail that a client may give. */
export function outcomeFacts(more: Partial<EventFacts> = {}): EventFacts {
  return {
    id: crypto.randomUUID(),
    kind: 'client.outcome',
    time: 1_795_000_000_000,
    identity: NOTES,
    status: 'failure',
    details: {
      correlationId: crypto.randomUUID(),
      connection: 'openai',
      operation: 'chat.completions.create',
      sessionId: crypto.randomUUID(),
      clientIntent: { kid: 'A'.repeat(43), id: crypto.randomUUID() },
      upstreamStatus: 503,
      error: 'upstream_failed',
      found: { NAME: 2, SSN: 0 },
      applied: { NAME: { redact: 2 }, SSN: { mask: 0 } },
      masked: { PHONE: 1 },
      bytesOut: 1234,
      bytesBack: 0,
      commitments: { request: 'A'.repeat(43), reply: `${'_'.repeat(42)}8` },
    },
    ...more,
  };
}

/** For tests: that a client does without a protection. */
export function optOutFacts(): EventFacts {
  return { ...outcomeFacts(), kind: 'opt_out', status: 'success', details: { optOut: 'log_consistency' } };
}

/** For tests: the event of some facts. */
export function eventOf(facts: EventFacts): LedgerEvent {
  return encodeEvent(facts, { version: '0.1.0' });
}

/** For tests: a compact JWS of any payload, with any header. Default: that of an event. */
export async function signText(
  payload: string,
  signer: KeyedEventSigner,
  header: object = { alg: 'ES256', typ: EVENT_TYPE, kid: signer.kid },
): Promise<string> {
  const encoded = [JSON.stringify(header), payload].map((part) => Buffer.from(part).toString('base64url'));
  const input = encoded.join('.');
  return `${input}.${Buffer.from(await signer.sign(Buffer.from(input))).toString('base64url')}`;
}

/** For tests: the event of some facts, signed. */
export function signFacts(facts: EventFacts, signer: KeyedEventSigner): Promise<string> {
  return signText(JSON.stringify(eventOf(facts)), signer);
}
