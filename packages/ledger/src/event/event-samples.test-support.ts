import type { EventFacts, EventKind } from '@sallyport/core';
import { encodeEvent } from './encode-event.ts';
import type { KeyedEventSigner } from './event-signer.ts';
import type { LedgerEvent } from './ledger-event.ts';
import { webCryptoEventSigner } from './web-crypto-event-signer.ts';

/** For tests: a signer with a key of its own. */
export async function sampleEventSigner(): Promise<KeyedEventSigner> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const { privateKey } = await crypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  return webCryptoEventSigner(await crypto.subtle.exportKey('jwk', privateKey));
}

/** For tests: an event of a kind, with an id, about a session if it is one's. */
export function sampleEvent(kind: EventKind, id: string, sessionId?: string): LedgerEvent {
  const facts: EventFacts = {
    id,
    kind,
    time: 1_795_000_000_000,
    identity: { issuer: 'https://login.example.org/', subject: 'svc-triage' },
    clientIp: '192.0.2.7',
    status: 'success',
    details: {
      connection: 'openai',
      operation: 'embeddings.create',
      found: { SSN: 1, NAME: 2 },
      ...(sessionId === undefined ? {} : { sessionId }),
    },
  };
  return encodeEvent(facts, { version: '0.1.0' });
}
